using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;

namespace FeedbackBot.Host.StaffConsole.Tickets;

/// <summary>Puts what a language model wrote into a box, as a draft that says so; nothing is sent by itself.</summary>
public sealed class Drafting(Doer doer, ReadTicket read, SuggestReply suggest, SummariseTicket summarise, KeepDraft keep)
{
    public async Task<IResult> SuggestAsync(HttpContext http, string id)
    {
        var number = await SeenAsync(http, id);
        var answer = await suggest.RunAsync(number, http.RequestAborted);
        return await PutAsync(http, id, DraftBox.Reply, answer.WhyNot, answer.Value?.Text);
    }

    public async Task<IResult> SummariseAsync(HttpContext http, string id)
    {
        var (number, texts) = (await SeenAsync(http, id), http.Viewer().Texts);
        var answer = await summarise.RunAsync(number, http.Viewer().Language, http.RequestAborted);
        var lines = answer.Value is not { } summary ? null : string.Join('\n', new[]
        {
            texts["machine.summary"], summary.About, Line("machine.wants", summary.Wants), Line("machine.done", summary.Done),
            Line("machine.open", string.Join(texts["list"], summary.Open)),
        }.Where(l => l.Length > 0));
        return await PutAsync(http, id, DraftBox.Note, answer.WhyNot, lines);

        string Line(string key, string said) => said.Length == 0 ? "" : texts.Fill("labelled", ("name", texts[key]), ("value", said));
    }

    private async Task<long> SeenAsync(HttpContext http, string id)
    {
        var number = TicketPages.Number(id);
        return await read.MarkAsync(http.Viewer().Staff, number) == null ? throw ReadTicket.Missing(number) : number;
    }

    /// <summary>Behind what has been typed: what a person wrote is never replaced.</summary>
    private Task<IResult> PutAsync(HttpContext http, string id, string box, Unavailable? whyNot, string? made) =>
        doer.RunAsync(http, id, box, async (db, number, typed, viewer) =>
        {
            if (made == null)
            {
                throw new RuleViolation($"model_{ColumnForms.Word(whyNot ?? Unavailable.Failed)}", "The language model has no draft to offer just now.");
            }

            var begun = typed["text"].TrimEnd();
            await keep.RunAsync(db, number, box, begun.Length == 0 ? made : $"{begun}\n\n{made}", viewer.Actor);
        });
}
