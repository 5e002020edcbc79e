namespace NvScanner.Physics.Magnetostatics;

/// <summary>One summand of a convolution: output += weight times kernel * channel.</summary>
internal readonly record struct ConvolutionTerm(int Output, int Channel, KernelSpectrum Kernel, double Weight);
