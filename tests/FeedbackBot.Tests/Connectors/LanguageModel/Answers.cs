using System.Text.Json.Nodes;

namespace FeedbackBot.Tests.Connectors.LanguageModel;

/// <summary>Answers to read-message.</summary>
internal static class Answers
{
    public const string Complaint = """
        {"language":"en","kind":"complaint","sentiment":"negative","strength":"strong","topics":["delivery"],"urgency":"normal","flags":[],
         "opinions":[{"about":"parcel","words":"never came","felt":"negative"}],"unsure":[]}
        """;

    /// <summary>Valid but for one key that stands there twice: which of the two counts would be anybody's choice.</summary>
    public const string SaidTwice = """
        {"language":"en","kind":"complaint","kind":"praise","sentiment":"negative","strength":"strong","topics":["delivery"],"urgency":"normal",
         "flags":[],"opinions":[],"unsure":[]}
        """;

    public static string With(params (string Key, JsonNode? Value)[] changes) => With(Complaint, changes);

    public static string With(string answer, params (string Key, JsonNode? Value)[] changes)
    {
        var changed = JsonNode.Parse(answer)!.AsObject();
        foreach (var (key, value) in changes) changed[key] = value;
        return changed.ToJsonString();
    }
}
