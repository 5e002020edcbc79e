using System.Reflection;

namespace NvScanner.Fitting.Tests;

/// <summary>The fitter can be used alone.</summary>
public class SurfaceTests
{
    [Fact]
    public void Signatures_hold_no_types_of_other_projects_but_physics()
    {
        Assembly fitting = typeof(SpectrumFitter).Assembly;
        IEnumerable<Type> types = fitting.GetExportedTypes().SelectMany(type => type.GetMembers().SelectMany(TypesOf).SelectMany(Parts));
        string[] foreign = [.. types.Select(type => type.Assembly.GetName().Name!).Distinct()
            .Where(name => name.StartsWith("NvScanner", StringComparison.Ordinal) && name is not ("NvScanner.Fitting" or "NvScanner.Physics"))];
        Assert.Empty(foreign);
        Assert.Equal(["NvScanner.Physics"], fitting.GetReferencedAssemblies().Select(name => name.Name!).Where(name => name.StartsWith("NvScanner", StringComparison.Ordinal)));
    }

    private static IEnumerable<Type> TypesOf(MemberInfo member) => member switch
    {
        MethodInfo method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType),
        ConstructorInfo constructor => constructor.GetParameters().Select(parameter => parameter.ParameterType),
        PropertyInfo property => [property.PropertyType],
        FieldInfo field => [field.FieldType],
        _ => [],
    };

    private static IEnumerable<Type> Parts(Type type) =>
        type.GetGenericArguments().SelectMany(Parts).Append(type.HasElementType ? type.GetElementType()! : type);
}
