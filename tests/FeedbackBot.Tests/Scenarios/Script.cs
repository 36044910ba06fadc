using System.Text.Json.Nodes;

namespace FeedbackBot.Tests.Scenarios;

/// <summary>What a scripted customer says next.</summary>
public sealed class Script(Scenario scenario)
{
    private readonly List<JsonNode> _pending = [.. scenario.Turns];

    /// <param name="step">What the bot asks now; null where it asks nothing.</param>
    /// <param name="filed">Cases filed so far.</param>
    /// <returns>Null when the customer has nothing more to say.</returns>
    public string? Next(string? step, int filed)
    {
        var answer = step != null && scenario.Answers.TryGetValue(step, out var known) ? known : null;
        if (_pending.Count > 0)
        {
            var next = _pending[0];
            if (next is JsonObject waits && waits["at_step"] is { } wanted && wanted.GetValue<string>() != step && answer != null)
            {
                return answer;
            }

            _pending.RemoveAt(0);
            return next is JsonObject spoken ? spoken["text"]!.GetValue<string>() : next.GetValue<string>();
        }

        return filed > 0 && filed >= scenario.Tickets ? null : answer ?? scenario.Answers.GetValueOrDefault("*");
    }
}
