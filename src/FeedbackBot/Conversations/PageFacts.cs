using System.Text.Json;
using System.Text.RegularExpressions;
using FeedbackBot.Understanding;

namespace FeedbackBot.Conversations;

/// <summary>What the page around the chat says, by need id, with its address and title: text that nobody vouches for, so it is short, clean and masked.</summary>
public static partial class PageFacts
{
    public const string Url = "page_url";
    public const string Title = "page_title";
    public const string Order = "order_number";
    public const string Product = "product";

    private const int MostCharacters = 200;
    private const int MostFields = 20;
    private const int MostJson = 16_000;

    /// <summary>Reads <c>{ url, title, order, product, fields: { needId: value } }</c>; what is of another form says nothing.</summary>
    public static IReadOnlyDictionary<string, string> Read(JsonElement? page)
    {
        var facts = new Dictionary<string, string>();
        if (page is not { ValueKind: JsonValueKind.Object } given)
            return facts;
        if (given.TryGetProperty("fields", out var fields) && fields.ValueKind == JsonValueKind.Object)
        {
            foreach (var field in fields.EnumerateObject().Where(f => NeedId().IsMatch(f.Name) && f.Name is not (Url or Title)).Take(MostFields))
                Keep(facts, field.Name, Line(field.Value));
        }

        Keep(facts, Order, Line(given, "order"));
        Keep(facts, Product, Line(given, "product"));
        Keep(facts, Title, Line(given, "title"));
        Keep(facts, Url, Address(given));
        return facts;
    }

    /// <inheritdoc cref="Read(JsonElement?)"/>
    public static IReadOnlyDictionary<string, string> Read(string? json)
    {
        if (string.IsNullOrWhiteSpace(json) || json.Length > MostJson)
            return Read((JsonElement?)null);
        try
        {
            using var page = JsonDocument.Parse(json);
            return Read(page.RootElement);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return Read((JsonElement?)null);
        }
    }

    /// <summary>The order that a verified token names, over the page's own.</summary>
    public static IReadOnlyDictionary<string, string> With(IReadOnlyDictionary<string, string> page, string? order) =>
        Clean(order) is { } number ? new Dictionary<string, string>(page) { [Order] = number } : page;

    /// <summary>What holds after the page spoke again: one that names anything new is another page; an address alone only says where the customer is now.</summary>
    internal static IReadOnlyDictionary<string, string> Over(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> now)
    {
        if (now.Count == 0)
            return before;
        var another = now.Any(f => f.Key is not (Url or Title) && before.GetValueOrDefault(f.Key) != f.Value);
        var page = before.Where(f => !another || f.Key is Url or Title).ToDictionary(f => f.Key, f => f.Value);
        foreach (var (key, value) in now)
            page[key] = value;
        return page;
    }

    /// <summary>Where the customer was when they wrote: kept with the case.</summary>
    internal static IEnumerable<KeyValuePair<string, string>> Place(IReadOnlyDictionary<string, string> page) =>
        page.Where(f => f.Key is Url or Title);

    private static void Keep(Dictionary<string, string> facts, string key, string? value)
    {
        if (value is not null)
            facts[key] = value;
    }

    private static string? Line(JsonElement page, string name) => page.TryGetProperty(name, out var value) ? Line(value) : null;

    private static string? Line(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Clean(value.GetString()),
        JsonValueKind.Number => Clean(value.GetRawText()),
        _ => null,
    };

    private static string? Clean(string? text)
    {
        var line = Blanks().Replace(TextCleaning.Clean(TextCleaning.Cut(text ?? "", 4 * MostCharacters)), " ").Trim();
        return line.Length == 0 ? null : TextCleaning.Cut(PersonalData.Mask(TextCleaning.Cut(line, MostCharacters)), MostCharacters);
    }

    /// <summary>Only http and https, without a password and without what only the browser sees; where it is too long, without its query.</summary>
    private static string? Address(JsonElement page)
    {
        if (!page.TryGetProperty("url", out var value) || value.ValueKind != JsonValueKind.String
            || !Uri.TryCreate(value.GetString(), UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            return null;
        var whole = uri.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped);
        return Clean(whole.Length <= MostCharacters ? whole : uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped));
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex("^[a-z][a-z0-9_]{0,39}$")]
    private static partial Regex NeedId();
}
