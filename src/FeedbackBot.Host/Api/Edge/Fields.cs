using System.Text.RegularExpressions;
using FeedbackBot.Understanding;

namespace FeedbackBot.Host.Api.Edge;

/// <summary>Looks at a request's fields one by one, cleans what is text, and refuses all that are at fault together.</summary>
public sealed partial class Fields
{
    private readonly Dictionary<string, string[]> _errors = [];
    private string _code = "";

    /// <summary>A text of a person, kept as written; null where nothing was said.</summary>
    public string? Text(string? given, string field, int most)
    {
        var clean = given == null ? "" : TextCleaning.Clean(given).Trim();
        if (clean.Length > most)
        {
            Refuse(ProblemCode.TooLong, field, $"{field} may have at most {most} characters; it has {clean.Length}.");
        }

        return clean.Length == 0 ? null : clean;
    }

    /// <summary>A short text on one line.</summary>
    public string? Line(string? given, string field, int most) => Text(given == null ? null : Breaks().Replace(given, " "), field, most);

    public string Needed(string? given, string field)
    {
        if (string.IsNullOrEmpty(given))
        {
            Refuse(ProblemCode.Required, field, $"{field} must not be empty.");
        }

        return given ?? "";
    }

    public string? Form(string? given, string field, int most, Regex form, string example)
    {
        var line = Line(given, field, most);
        if (line != null && line.Length <= most && !form.IsMatch(line))
        {
            Refuse(ProblemCode.Malformed, field, $"{field} must look like {example}.");
        }

        return line;
    }

    public string? Email(string? given, string field) => Form(given, field, 320, EmailForm(), "name@example.com")?.ToLowerInvariant();

    /// <summary>A snake_case name of an open list, such as a listening post.</summary>
    public string? Name(string? given, string field, string example) => Form(given, field, 40, NameForm(), example);

    /// <summary>One of our language codes; a locale such as zh-CN is taken for the nearest.</summary>
    public string? Language(string? given, string field)
    {
        var line = Line(given, field, 35);
        var code = line?.ToLowerInvariant() switch
        {
            null => null,
            "und" => "und",
            "zh-hant" or "zh-tw" or "zh-hk" or "zh-mo" or "zh-hant-tw" or "zh-hant-hk" or "zh-hant-mo" => "zh-Hant",
            "zh" => Languages.Chinese,
            "en" => Languages.English,
            var zh when zh.StartsWith("zh-", StringComparison.Ordinal) => Languages.Chinese,
            var en when en.StartsWith("en-", StringComparison.Ordinal) => Languages.English,
            _ => "",
        };
        if (code == "")
        {
            Refuse(ProblemCode.UnknownValue, field, $"{field} must be one of zh-Hans, zh-Hant, en, und.");
        }

        return code;
    }

    public string? TimeZone(string? given, string field)
    {
        var line = Line(given, field, 60);
        if (line != null && (!TimeZoneInfo.TryFindSystemTimeZoneById(line, out _) || !line.All(char.IsAscii)))
        {
            Refuse(ProblemCode.UnknownValue, field, $"{field} must be an IANA time zone such as Asia/Shanghai.");
        }

        return line;
    }

    /// <summary>A time that can have been: not before 1990, and not more than a day ahead, for clocks differ.</summary>
    public DateTime? Past(DateTime? given, string field, DateTime now)
    {
        if (given is { } at && (at.Year < 1990 || at > now.AddDays(1)))
        {
            Refuse(ProblemCode.OutOfRange, field, $"{field} lies in the future, or before 1990.");
        }

        return given;
    }

    public void Refuse(string code, string field, string detail)
    {
        _code = _errors.Count == 0 || _code == code ? code : "invalid";
        _errors[field] = _errors.TryGetValue(field, out var before) ? [.. before, detail] : [detail];
    }

    /// <summary>Goes on only where nothing was at fault.</summary>
    public void End()
    {
        if (_errors.Count > 0)
        {
            throw new Refusal(StatusCodes.Status400BadRequest, _code, string.Join(' ', _errors.Values.SelectMany(e => e)), _errors);
        }
    }

    [GeneratedRegex(@"[\r\n\t]+")]
    private static partial Regex Breaks();

    [GeneratedRegex(@"^[^@\s]+@[^@\s]+$")]
    private static partial Regex EmailForm();

    [GeneratedRegex("^[a-z][a-z0-9_]*$")]
    private static partial Regex NameForm();
}
