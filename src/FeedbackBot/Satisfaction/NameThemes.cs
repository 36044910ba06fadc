using System.Text.Json;
using System.Text.Json.Nodes;
using FeedbackBot.Understanding;
using Microsoft.Extensions.Logging;

namespace FeedbackBot.Satisfaction;

/// <summary>Messages that belong together, found by counting.</summary>
/// <param name="Terms">Its most telling words, the most telling first.</param>
/// <param name="Messages">Some of what was said.</param>
public sealed record ThemeGroup(string Key, IReadOnlyList<string> Terms, IReadOnlyList<string> Messages);

/// <summary>What a group is called.</summary>
/// <param name="ByModel">False where it is only the group's most telling words.</param>
public sealed record ThemeName(string Key, LocalizedText Name, bool ByModel);

/// <summary>Names groups of messages in both languages by a language model; where there is none, or no usable name, by their most telling words.</summary>
public sealed class NameThemes(ILogger<NameThemes> log, ILanguageModel? model = null)
{
    public const string Prompt = "name-themes";
    private const int MostAtOnce = 12;
    private const int MostMessages = 8;
    private const int MostTerms = 10;
    private const int LongestMessage = 300;
    private const int TermsInName = 3;

    /// <returns>A name for every group, in their order.</returns>
    public async Task<IReadOnlyList<ThemeName>> RunAsync(IReadOnlyList<ThemeGroup> groups, CancellationToken cancellation = default)
    {
        var names = new List<ThemeName>();
        foreach (var some in groups.Chunk(MostAtOnce))
        {
            var given = await AskAsync(some, cancellation);
            names.AddRange(some.Select((group, i) => given.TryGetValue(Id(i), out var name) ? new ThemeName(group.Key, name, ByModel: true) : ByTerms(group)));
        }

        return names;
    }

    /// <summary>The same with a deadline: when it has passed, words are their names. What the caller cancels is thrown.</summary>
    internal async Task<IReadOnlyList<ThemeName>> RunWithinAsync(IReadOnlyList<ThemeGroup> groups, CancellationToken deadline, CancellationToken caller)
    {
        try
        {
            return groups.Count == 0 ? [] : await RunAsync(groups, deadline).WaitAsync(deadline);
        }
        catch (OperationCanceledException) when (!caller.IsCancellationRequested)
        {
            log.LogWarning("Themes keep their words for names: the model took too long");
            return [.. groups.Select(ByTerms)];
        }
    }

    private async Task<Dictionary<string, LocalizedText>> AskAsync(ThemeGroup[] groups, CancellationToken cancellation)
    {
        var input = new JsonObject { ["groups"] = new JsonArray([.. groups.Select((g, i) => ToJson(Id(i), g))]) };
        var (answer, _, failure) = await model.TryAskAsync(Prompt, input, cancellation);
        if (failure != null) log.LogWarning("Themes keep their words for names: {Fault}", failure.Message);
        if (answer is not { } given) return [];
        return given.GetProperty("themes").EnumerateArray()
            .Select(t => (Id: t.GetProperty("id").GetString()!, Name: new LocalizedText(t.GetProperty("zh").GetString()!.Trim(), t.GetProperty("en").GetString()!.Trim())))
            .Where(t => IsName(t.Name.ZhHans) && IsName(t.Name.En))
            .DistinctBy(t => t.Name)
            .GroupBy(t => t.Id).ToDictionary(g => g.Key, g => g.First().Name);
    }

    private static string Id(int index) => $"g{index + 1}";

    /// <summary>A name stands on dashboards and in digests: nothing that could be a number, an address, a link or markup gets there.</summary>
    private static bool IsName(string name) =>
        name.Length > 0 && !name.Any(c => char.IsDigit(c) || char.IsControl(c) || c is '<' or '>' or '{' or '}' or '[' or ']' or '@' or '•' or ':' or '\\' or '/');

    private static ThemeName ByTerms(ThemeGroup group)
    {
        var words = group.Terms.Count == 0 ? group.Key : string.Join(" · ", group.Terms.Take(TermsInName));
        return new(group.Key, new(words, words), ByModel: false);
    }

    private static JsonObject ToJson(string id, ThemeGroup group) => new()
    {
        ["id"] = id,
        ["terms"] = new JsonArray([.. group.Terms.Take(MostTerms).Select(t => JsonValue.Create(t))]),
        ["messages"] = new JsonArray([.. group.Messages.Take(MostMessages)
            .Select(m => JsonValue.Create(TextCleaning.Cut(PersonalData.Cover(m, PersonalData.Find(m)), LongestMessage)))]),
    };
}
