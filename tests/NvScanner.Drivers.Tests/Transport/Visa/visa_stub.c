/* A VISA (VPP-4.3.2) small enough for the tests. USB0::0x...::0x...::PORT::INSTR is an instrument behind TCP port PORT of this machine, seen as a
   bus with messages: a reply ends with a line feed, a new command drops what was not read, a clear makes everything new. */
#include <arpa/inet.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define SESSIONS 65536
#define MAX_CNT 0x3FFF0006
#define ERROR_RSRC_NFOUND ((int32_t)0xBFFF0011)
#define ERROR_TMO ((int32_t)0xBFFF0015)
#define ERROR_NSUP_ATTR ((int32_t)0xBFFF001D)
#define ERROR_CONN_LOST ((int32_t)0xBFFF00A6)
#define ATTR_TMO_VALUE 0x3FFF001A

static struct { int fd, port; uint32_t timeout; } sessions[SESSIONS];
static atomic_uint last = 1;

static int join(int port) {
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) == 0) return fd;
    close(fd);
    return -1;
}

int32_t viOpenDefaultRM(uint32_t *manager) { *manager = 1; return 0; }

int32_t viOpen(uint32_t manager, const char *resource, uint32_t mode, uint32_t timeout, uint32_t *session) {
    int port;
    if (sscanf(resource, "USB0::0x%*x::0x%*x::%d::INSTR", &port) != 1) return ERROR_RSRC_NFOUND;
    int fd = join(port);
    if (fd < 0) return ERROR_RSRC_NFOUND;
    *session = 1 + atomic_fetch_add(&last, 1) % (SESSIONS - 1);
    sessions[*session].fd = fd;
    sessions[*session].port = port;
    sessions[*session].timeout = 2000;
    return 0;
}

int32_t viClose(uint32_t session) { close(sessions[session].fd); return 0; }

int32_t viClear(uint32_t session) {
    close(sessions[session].fd);
    sessions[session].fd = join(sessions[session].port);
    return sessions[session].fd < 0 ? ERROR_CONN_LOST : 0;
}

int32_t viSetAttribute(uint32_t session, uint32_t attribute, uintptr_t value) {
    if (attribute != ATTR_TMO_VALUE) return ERROR_NSUP_ATTR;
    sessions[session].timeout = (uint32_t)value;
    return 0;
}

int32_t viWrite(uint32_t session, const uint8_t *bytes, uint32_t count, uint32_t *written) {
    uint8_t dropped[4096];
    while (recv(sessions[session].fd, dropped, sizeof dropped, MSG_DONTWAIT) > 0) { }
    ssize_t sent = send(sessions[session].fd, bytes, count, MSG_NOSIGNAL);
    *written = sent < 0 ? 0 : (uint32_t)sent;
    return sent < 0 ? ERROR_CONN_LOST : 0;
}

int32_t viRead(uint32_t session, uint8_t *bytes, uint32_t count, uint32_t *read) {
    struct pollfd wait = { .fd = sessions[session].fd, .events = POLLIN };
    for (*read = 0; *read < count; ) {
        if (poll(&wait, 1, (int)sessions[session].timeout) <= 0) return ERROR_TMO;
        if (recv(wait.fd, bytes + *read, 1, 0) <= 0) return ERROR_CONN_LOST;
        if (bytes[(*read)++] == '\n') return 0;
    }
    return MAX_CNT;
}

int32_t viStatusDesc(uint32_t object, int32_t status, char *text) {
    snprintf(text, 256, "%s", status == ERROR_RSRC_NFOUND ? "Insufficient location information." : "Stub status.");
    return 0;
}
