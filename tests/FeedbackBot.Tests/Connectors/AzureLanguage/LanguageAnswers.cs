using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace FeedbackBot.Tests.Connectors.AzureLanguage;

/// <summary>The service's good answers: a few words that it takes for good or bad, in the shape that its documentation shows.</summary>
internal static partial class LanguageAnswers
{
    public const string Model = "2022-11-01";

    public static JsonNode To(LanguageCall call)
    {
        var (documents, errors) = (new JsonArray(), new JsonArray());
        foreach (var document in call.Documents)
        {
            var (id, text) = (document["id"]!.GetValue<string>(), document["text"]!.GetValue<string>());
            if (string.IsNullOrWhiteSpace(text) || new StringInfo(text).LengthInTextElements > 5120)
            {
                errors.Add(new JsonObject { ["id"] = id, ["error"] = new JsonObject { ["code"] = "InvalidArgument", ["message"] = "Invalid document in request.", ["innererror"] = new JsonObject { ["code"] = "InvalidDocument", ["message"] = "Its size is wrong." } } });
                continue;
            }

            var read = call.Kind switch
            {
                "SentimentAnalysis" => Feeling(text, documents.Count, opinions: document["language"]!.GetValue<string>() == "en"),
                "LanguageDetection" => Language(text),
                _ => Personal(text),
            };
            read["id"] = id;
            read["warnings"] = new JsonArray();
            documents.Add(read);
        }

        return new JsonObject
        {
            ["kind"] = call.Kind + "Results",
            ["results"] = new JsonObject { ["documents"] = documents, ["errors"] = errors, ["modelVersion"] = Model },
        };
    }

    private static JsonObject Feeling(string text, int place, bool opinions)
    {
        var sentences = Sentence().Matches(text).Select((m, i) => SentenceOf(m, place, i, opinions)).ToList();
        var labels = sentences.Select(s => s["sentiment"]!.GetValue<string>()).Distinct().Where(l => l != "neutral").ToList();
        var whole = labels.Count == 0 ? "neutral" : labels.Count > 1 ? "mixed" : labels[0];
        return new() { ["sentiment"] = whole, ["confidenceScores"] = Scores(whole), ["sentences"] = new JsonArray([.. sentences]) };
    }

    private static JsonObject SentenceOf(Match sentence, int place, int number, bool opinions)
    {
        var (good, bad) = (Good().Match(sentence.Value), Bad().Match(sentence.Value));
        var label = bad.Success ? "negative" : good.Success ? "positive" : "neutral";
        var judged = bad.Success ? bad : good;
        var (targets, assessments) = (new JsonArray(), new JsonArray());
        if (opinions && judged.Success)
        {
            assessments.Add(Part(judged, label, sentence.Index));
            if (Thing().Match(sentence.Value) is { Success: true } thing)
            {
                var target = Part(thing, label, sentence.Index);
                target.Remove("isNegated");
                target["relations"] = new JsonArray(new JsonObject { ["relationType"] = "assessment", ["ref"] = $"#/documents/{place}/sentences/{number}/assessments/0" });
                targets.Add(target);
            }
        }

        return new()
        {
            ["sentiment"] = label,
            ["confidenceScores"] = Scores(label),
            ["offset"] = sentence.Index,
            ["length"] = sentence.Length,
            ["text"] = sentence.Value,
            ["targets"] = targets,
            ["assessments"] = assessments,
        };
    }

    private static JsonObject Part(Match words, string label, int start) => new()
    {
        ["sentiment"] = label,
        ["confidenceScores"] = new JsonObject { ["positive"] = 0.05, ["negative"] = 0.95 },
        ["offset"] = start + words.Index,
        ["length"] = words.Length,
        ["text"] = words.Value,
        ["isNegated"] = false,
    };

    private static JsonObject Scores(string label)
    {
        var (positive, neutral, negative) = label switch
        {
            "positive" => (0.9, 0.08, 0.02),
            "negative" => (0.01, 0.04, 0.95),
            "mixed" => (0.45, 0.05, 0.5),
            _ => (0.1, 0.85, 0.05),
        };
        return new() { ["positive"] = positive, ["neutral"] = neutral, ["negative"] = negative };
    }

    private static JsonObject Language(string text)
    {
        var (name, code, score) = Chinese().IsMatch(text) ? ("Chinese_Simplified", "zh_chs", 0.99)
            : text.Any(char.IsAsciiLetter) ? ("English", "en", 0.97)
            : ("(Unknown)", "(Unknown)", 0d);
        return new() { ["detectedLanguage"] = new JsonObject { ["name"] = name, ["iso6391Name"] = code, ["confidenceScore"] = score } };
    }

    private static JsonObject Personal(string text)
    {
        var found = Entity().Matches(text).Select(m => (JsonNode)new JsonObject
        {
            ["text"] = m.Value,
            ["category"] = m.Value[0] == 'P' ? "USUKPassportNumber" : m.Value[0] == 'J' ? "Person" : "PhoneNumber",
            ["offset"] = m.Index,
            ["length"] = m.Length,
            ["confidenceScore"] = m.Value[0] == '0' ? 0.4 : 0.85,
        });
        return new() { ["redactedText"] = Entity().Replace(text, m => new string('*', m.Length)), ["entities"] = new JsonArray([.. found]) };
    }

    [GeneratedRegex(@"[^\s.!?。！？][^.!?。！？]*[.!?。！？]*")]
    private static partial Regex Sentence();

    [GeneratedRegex("lovely|kind|满意|很好")]
    private static partial Regex Good();

    [GeneratedRegex("late|broken|awful|太慢|坏了")]
    private static partial Regex Bad();

    [GeneratedRegex("parcel|driver|kettle")]
    private static partial Regex Thing();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Chinese();

    [GeneratedRegex(@"PX-\d+|Jane|[05]55-\d+")]
    private static partial Regex Entity();
}
