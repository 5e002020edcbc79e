namespace NvScanner.Drivers.Tests;

/// <summary>A fact that only the superuser of a Linux can see to; reported as skipped for others.</summary>
public sealed class SuperuserFactAttribute : FactAttribute
{
    public SuperuserFactAttribute() => Skip = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess ? null : "needs the superuser of a Linux";
}
