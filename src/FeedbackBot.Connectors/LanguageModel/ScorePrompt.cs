using System.Text.Json;
using FeedbackBot.Understanding;

namespace FeedbackBot.Connectors.LanguageModel;

/// <summary>How a model did on a prompt's examples.</summary>
/// <param name="Failed">Examples to which no usable answer came.</param>
/// <param name="Agreement">For every field with a closed list: the mean share in which answer and example agree (0…1); of lists, their F1.</param>
/// <param name="Kept">The share of answers that say all they must and nothing they must not (0…1).</param>
/// <param name="Median">The time to an answer.</param>
public sealed record PromptScore(
    string Prompt, string Model, int Asked, int Failed, IReadOnlyDictionary<string, double> Agreement, double Kept, TimeSpan Median);

/// <summary>Asks a live model every example of a prompt and counts how well it does; failures count as wrong.</summary>
public sealed class ScorePrompt(TimeProvider time)
{
    public async Task<PromptScore> RunAsync(
        ILanguageModel model, Prompt prompt, IReadOnlyList<PromptExample> examples, CancellationToken cancellation = default)
    {
        var (answers, times) = (new List<JsonElement?>(), new List<TimeSpan>());
        foreach (var example in examples)
        {
            var began = time.GetTimestamp();
            var (answer, _, _) = await model.TryAskAsync(prompt.Name, example.Input.DeepClone().AsObject(), cancellation);
            answers.Add(answer);
            times.Add(time.GetElapsedTime(began));
        }

        var pairs = examples.Zip(answers).ToArray();
        return new(
            prompt.Name, model.Id, examples.Count, answers.Count(a => a == null),
            prompt.Schema.ClosedFields.ToDictionary(f => f, f => Mean(pairs, p => Agreement(p.First.Answer.GetProperty(f), p.Second?.GetProperty(f)))),
            Mean(pairs, p => p.Second is { } answer && p.First.Keeps(answer) ? 1 : 0),
            times.Order().ElementAtOrDefault(times.Count / 2));
    }

    private static double Mean<T>(IReadOnlyCollection<T> all, Func<T, double> of) => all.Count == 0 ? 0 : all.Average(of);

    private static double Agreement(JsonElement expected, JsonElement? found)
    {
        if (found is not { } given) return 0;
        if (expected.ValueKind != JsonValueKind.Array) return JsonElement.DeepEquals(expected, given) ? 1 : 0;
        var (wanted, got) = (Items(expected), Items(given));
        return wanted.Count + got.Count == 0 ? 1 : 2.0 * wanted.Intersect(got).Count() / (wanted.Count + got.Count);
    }

    private static HashSet<string> Items(JsonElement list) => [.. list.EnumerateArray().Select(i => i.ToString())];
}
