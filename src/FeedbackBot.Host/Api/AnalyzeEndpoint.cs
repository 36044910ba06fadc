using FeedbackBot.Host.Api.Edge;
using FeedbackBot.Understanding;

namespace FeedbackBot.Host.Api;

/// <summary>POST /analyze: what understanding makes of texts, without keeping anything.</summary>
public static class AnalyzeEndpoint
{
    private const int MostDocuments = 1000;
    private const int MostText = 50_000;
    private const int MostId = 200;

    public static async Task<IResult> PostAsync(HttpContext http, ReadMessage read, RunOnce once)
    {
        var body = await Body.ReadAsync(http, ApiJson.Wire.AnalyzeRequest);
        var documents = Check(body.Value);
        var clean = documents.Select(d => (Text: TextCleaning.Clean(d.Text), d.Language)).ToArray();
        var readings = await read.ManyAsync(clean, http.RequestAborted);
        var results = documents.Select((d, i) => ReadingForm.Of(d.Id, readings[i], d.Text, clean[i].Text)).ToArray();
        var answer = Answers.Json(StatusCodes.Status200OK, new AnalyzeResult(results), ApiJson.Wire.AnalyzeResult);
        return RunOnce.HasKey(http)
            ? await once.PostAsync(http, "analyze", body.Bytes, _ => Task.FromResult(answer), outcome => outcome)
            : new JsonResult(answer);
    }

    private static List<(string Id, string Text, string? Language)> Check(AnalyzeRequest request)
    {
        var fields = new Fields();
        if (request.Documents is not { } given)
        {
            throw Refusal.Field(ProblemCode.Required, "documents", "documents is missing: a list of texts to be read.");
        }

        if (given.Count > MostDocuments)
        {
            throw Refusal.Field(ProblemCode.TooMany, "documents", $"documents may have at most {MostDocuments} items; there are {given.Count}.");
        }

        var documents = new List<(string, string, string?)>(given.Count);
        for (var i = 0; i < given.Count; i++)
        {
            var (place, document) = ($"documents[{i}]", given[i] ?? new());
            var text = document.Text;
            if (text == null)
            {
                fields.Refuse(ProblemCode.Required, place + ".text", $"{place}.text is missing.");
            }
            else if (text.Length > MostText)
            {
                fields.Refuse(ProblemCode.TooLong, place + ".text", $"{place}.text may have at most {MostText} characters; it has {text.Length}.");
            }

            documents.Add((fields.Needed(fields.Line(document.Id, place + ".id", MostId), place + ".id"), text ?? "", fields.Language(document.Language, place + ".language")));
        }

        fields.End();
        return documents;
    }
}
