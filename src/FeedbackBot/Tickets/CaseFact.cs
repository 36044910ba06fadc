namespace FeedbackBot.Tickets;

/// <summary>Who a fact of a case is from. What a customer says was agreed is a claim; what staff said or the system holds can be relied on.</summary>
public enum FactSource { Customer, Staff, Record }

/// <summary>One thing known about a case, as a language model is told it: everything personal covered.</summary>
/// <param name="Id">f1, f2 …: an answer cites by it.</param>
/// <param name="What">What kind of fact: message, note, description, a need's id, promise …</param>
public sealed record CaseFact(string Id, FactSource From, string What, string Text);

/// <summary>A case as a language model is told it.</summary>
/// <param name="Language">The customer's, as the interface has it: zh-Hans or en.</param>
public sealed record CaseFacts(string Language, IReadOnlyList<CaseFact> All)
{
    public System.Text.Json.Nodes.JsonArray ToJson() => new([.. All.Select(f => new System.Text.Json.Nodes.JsonObject
    {
        ["id"] = f.Id,
        ["from"] = Storage.ColumnForms.Word(f.From),
        ["what"] = f.What,
        ["text"] = f.Text,
    })]);
}
