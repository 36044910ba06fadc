using System.Text.Json;
using System.Text.Json.Nodes;
using FeedbackBot.Storage;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FeedbackBot.Tickets;

/// <summary>A reply that nobody has sent: an agent reads it, changes it, and sends it or does not.</summary>
/// <param name="Uses">The facts it rests on.</param>
/// <param name="Missing">What the agent should find out to answer fully.</param>
public sealed record ReplyDraft(string Text, string Language, IReadOnlyList<CaseFact> Uses, IReadOnlyList<string> Missing);

/// <summary>Has a language model draft a reply in the customer's language from the facts of the case; one that promises what they do not hold is not shown. Sends and keeps nothing.</summary>
public sealed class SuggestReply(
    IDbContextFactory<FeedbackDb> contexts, EmbeddedReader reader, ILogger<SuggestReply> log, ILanguageModel? model = null)
{
    public const string Prompt = "suggest-reply";

    public async Task<LanguageModelAnswer<ReplyDraft>> RunAsync(long number, CancellationToken cancellation = default)
    {
        if (model == null) return Unavailable.NoModel;
        var facts = await FactsAsync(number, cancellation);
        var input = new JsonObject { ["language"] = facts.Language, ["facts"] = facts.ToJson() };
        var (answer, whyNot, failure) = await model.TryAskAsync(Prompt, input, cancellation);
        if (answer is not { } given)
        {
            log.LogWarning("No draft for {Ticket}: {Fault}", TicketNumber.Format(number), failure?.Message);
            return whyNot;
        }

        return Read(given, facts) is { } draft ? draft : Unavailable.Unfounded;
    }

    private async Task<CaseFacts> FactsAsync(long number, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.ReadCaseFactsAsync(number, withNotes: false, cancellation);
    }

    /// <summary>Null where it cites what is not there, promises what we never said, or is in another language.</summary>
    private ReplyDraft? Read(JsonElement answer, CaseFacts facts)
    {
        var known = facts.All.ToDictionary(f => f.Id);
        var text = answer.GetProperty("reply").GetString()!.Trim();
        var uses = answer.GetProperty("uses").EnumerateArray().Select(u => u.GetString()!).Distinct().ToArray();
        var promises = answer.GetProperty("promises").EnumerateArray().Select(p => p.GetProperty("fact").GetString()!);
        var missing = Strings(answer, "missing");
        var covered = uses.All(known.ContainsKey)
            && promises.All(p => known.TryGetValue(p, out var fact) && fact.From != FactSource.Customer)
            && DraftCheck.IsCovered(text, facts.All)
            && DraftCheck.IsKnown(string.Join('\n', missing), facts.All)
            && IsIn(text, facts.Language);
        return covered ? new(text, facts.Language, [.. uses.Select(u => known[u])], missing) : null;
    }

    private bool IsIn(string text, string language) =>
        reader.Read(text, null).Language is var written && (written == "und" || Languages.IsChinese(written) == Languages.IsChinese(language));

    private static string[] Strings(JsonElement answer, string key) => [.. answer.GetProperty(key).EnumerateArray().Select(s => s.GetString()!)];
}
