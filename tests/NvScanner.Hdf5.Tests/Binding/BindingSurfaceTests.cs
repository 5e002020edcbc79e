using System.Reflection;
using System.Runtime.InteropServices;
using HDF.PInvoke;
using NvScanner.Hdf5;

namespace NvScanner.Hdf5.Tests.Binding;

/// <summary>signatures.txt was written from the sources of HDFGroup/HDF.PInvoke (HDF5_VER1_10), not from our declarations.</summary>
public class BindingSurfaceTests
{
    [Fact]
    public void Our_declarations_are_those_of_the_HDF_PInvoke_package_and_no_others()
    {
        string[] expected = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Binding", "signatures.txt"));
        string[] actual = [.. typeof(H5F).Assembly.GetExportedTypes()
            .Where(type => type.Namespace == "HDF.PInvoke")
            .SelectMany(Describe)];

        Assert.Equal([], expected.Except(actual).Order(StringComparer.Ordinal));
        if (typeof(H5F).Assembly == typeof(Hdf5File).Assembly)
            Assert.Equal([], actual.Except(expected).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Describe(Type type)
    {
        const BindingFlags Declared = BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        if (type.IsEnum)
            return Enum.GetNames(type).Select(name => $"{Name(type)}.{name} = {Convert.ToInt64(Enum.Parse(type, name))}");
        if (type.IsSubclassOf(typeof(Delegate)))
        {
            MethodInfo invoke = type.GetMethod("Invoke")!;
            return [$"{Name(type)}({Parameters(invoke)}) : {Name(invoke.ReturnType)}"];
        }

        return
        [
            .. type.GetFields(Declared).Select(field => field.IsLiteral
                ? $"{Name(type)}.{field.Name} : {Name(field.FieldType)} = {field.GetRawConstantValue()}"
                : $"{Name(type)}.{field.Name} : {Name(field.FieldType)}"),
            .. type.GetProperties(Declared).Select(property => $"{Name(type)}.{property.Name} : {Name(property.PropertyType)} {{ get }}"),
            .. type.GetMethods(Declared).Where(method => !method.IsSpecialName).Select(method =>
                $"{Name(type)}.{method.Name}({Parameters(method)}) : {Name(method.ReturnType)} <- {EntryPoint(method)}"),
        ];
    }

    private static string EntryPoint(MethodInfo method) =>
        method.GetCustomAttribute<LibraryImportAttribute>()?.EntryPoint
        ?? method.GetCustomAttribute<DllImportAttribute>()?.EntryPoint
        ?? "";

    private static string Parameters(MethodInfo method) => string.Join(", ", method.GetParameters().Select(parameter =>
        (parameter.ParameterType.IsByRef ? $"ref {Name(parameter.ParameterType.GetElementType()!)}" : Name(parameter.ParameterType))
        + $" {parameter.Name}" + (parameter.HasDefaultValue ? $" = {parameter.RawDefaultValue}" : "")));

    private static string Name(Type type) =>
        type.IsArray ? Name(type.GetElementType()!) + "[]"
        : type.IsNested ? $"{type.DeclaringType!.Name}.{type.Name}"
        : type.Name;
}
