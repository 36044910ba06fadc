using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;

namespace FeedbackBot.Host.Api.Edge;

/// <summary>Says what is wrong with a body, naming the field and what belongs there.</summary>
public static partial class JsonFault
{
    public static Refusal Explain(JsonException fault, JsonTypeInfo type)
    {
        // The serializer tells the kinds of fault apart only by their words; a test holds them still.
        if (UnknownMember().Match(fault.Message) is { Success: true } unknown)
        {
            var field = Join(FieldOf(fault.Path), unknown.Groups[1].Value);
            return Refusal.Field(ProblemCode.UnknownField, field, $"{field} is not a field of this request.");
        }

        if (Duplicate().Match(fault.Message) is { Success: true } twice)
        {
            var field = Join(FieldOf(fault.Path), twice.Groups[1].Value);
            return Refusal.Field(ProblemCode.DuplicateField, field, $"{field} is given twice.");
        }

        if (fault.InnerException is JsonException || fault.Message.StartsWith("The JSON value could not be converted", StringComparison.Ordinal) is false)
        {
            return Malformed(fault);
        }

        return WrongType(fault, type);
    }

    private static Refusal Malformed(JsonException fault)
    {
        var place = fault.LineNumber == null ? "" : $" (line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1})";
        var field = FieldOf(fault.Path);
        var detail = $"The body is not valid JSON{place}.";
        return field.Length == 0
            ? new(StatusCodes.Status400BadRequest, ProblemCode.MalformedJson, detail)
            : Refusal.Field(ProblemCode.MalformedJson, field, detail);
    }

    private static Refusal WrongType(JsonException fault, JsonTypeInfo type)
    {
        var field = FieldOf(fault.Path);
        var wanted = Wanted(type, field);
        if (field.Length == 0)
        {
            return new(StatusCodes.Status400BadRequest, ProblemCode.WrongType, "The body must be a JSON object.");
        }

        return wanted.IsEnum
            ? Refusal.Field(ProblemCode.UnknownValue, field, $"{field} must be one of {string.Join(", ", Words.Of(wanted))}.")
            : Refusal.Field(ProblemCode.WrongType, field, $"{field} must be {Describe(wanted)}.");
    }

    private static string FieldOf(string? path) => path is null or "$" ? "" : path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path[1..];

    private static string Join(string path, string name) =>
        path.Length == 0 ? name : path == name || path.EndsWith("." + name, StringComparison.Ordinal) ? path : $"{path}.{name}";

    /// <summary>The type that belongs at a path such as documents[3].text.</summary>
    private static Type Wanted(JsonTypeInfo type, string path)
    {
        var at = type;
        foreach (var step in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = step.Split('[')[0];
            if (at.Properties.FirstOrDefault(p => p.Name == name) is { } property)
            {
                at = at.Options.GetTypeInfo(property.PropertyType);
            }

            if (step.Contains('[') && at.ElementType is { } element)
            {
                at = at.Options.GetTypeInfo(element);
            }
        }

        return Nullable.GetUnderlyingType(at.Type) ?? at.Type;
    }

    private static string Describe(Type type) => type switch
    {
        _ when type == typeof(string) => "a text",
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(int) || type == typeof(long) => "a whole number",
        _ when type == typeof(decimal) || type == typeof(double) => "a number",
        _ when type == typeof(DateTime) => "a time such as 2026-11-16T08:00:00Z",
        _ when type == typeof(DateOnly) => "a date such as 2026-11-16",
        _ when type.IsAssignableTo(typeof(System.Collections.IDictionary)) => "an object of texts, numbers or booleans",
        _ when type.IsAssignableTo(typeof(System.Collections.IEnumerable)) => "a list",
        _ => "an object",
    };

    [GeneratedRegex("^The JSON property '(.*)' could not be mapped to any .NET member")]
    private static partial Regex UnknownMember();

    [GeneratedRegex("^Duplicate property '(.*)' encountered")]
    private static partial Regex Duplicate();
}
