using System.Text.Json;
using System.Text.Json.Nodes;
using FeedbackBot.Storage;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FeedbackBot.Tickets;

/// <summary>A case in four pieces, for staff; any of them but the first may be empty.</summary>
public sealed record TicketSummary(string About, string Wants, string Done, IReadOnlyList<string> Open);

/// <summary>Has a language model summarise a case for the agent who opens it. Keeps nothing.</summary>
public sealed class SummariseTicket(IDbContextFactory<FeedbackDb> contexts, ILogger<SummariseTicket> log, ILanguageModel? model = null)
{
    public const string Prompt = "summarise-ticket";

    /// <param name="language">The reader's, not the customer's.</param>
    public async Task<LanguageModelAnswer<TicketSummary>> RunAsync(long number, string language, CancellationToken cancellation = default)
    {
        if (model == null) return Unavailable.NoModel;
        var facts = await FactsAsync(number, cancellation);
        var input = new JsonObject { ["language"] = Languages.Interface(language), ["facts"] = facts.ToJson() };
        var (answer, whyNot, failure) = await model.TryAskAsync(Prompt, input, cancellation);
        if (answer is not { } given)
        {
            log.LogWarning("No summary of {Ticket}: {Fault}", TicketNumber.Format(number), failure?.Message);
            return whyNot;
        }

        var summary = Read(given);
        return DraftCheck.IsKnown(string.Join('\n', [summary.About, summary.Wants, summary.Done, .. summary.Open]), facts.All)
            ? summary
            : Unavailable.Unfounded;
    }

    private async Task<CaseFacts> FactsAsync(long number, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.ReadCaseFactsAsync(number, withNotes: true, cancellation);
    }

    private static TicketSummary Read(JsonElement answer)
    {
        string Text(string key) => answer.GetProperty(key).GetString()!.Trim();
        return new(Text("about"), Text("wants"), Text("done"), [.. answer.GetProperty("open").EnumerateArray().Select(o => o.GetString()!.Trim())]);
    }
}
