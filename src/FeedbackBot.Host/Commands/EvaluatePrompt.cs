using System.Globalization;
using FeedbackBot.Connectors.LanguageModel;
using FeedbackBot.Understanding;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Host.Commands;

/// <summary>Asks the configured language model every example of a prompt, and prints how well it does.</summary>
internal static class EvaluatePrompt
{
    public static async Task<int> RunAsync(IServiceProvider services, string name, CancellationToken cancellation)
    {
        var options = services.GetRequiredService<IOptions<LanguageModelOptions>>().Value;
        if (services.GetService<ILanguageModel>() is not { } model)
        {
            return await RefuseAsync("No language model is configured: set LanguageModel:Endpoint and LanguageModel:Model.");
        }

        if (PromptBook.TryLoad(options.PromptsFolder, out var errors) is not { } prompts)
        {
            return await RefuseAsync(string.Join(Environment.NewLine, errors));
        }

        if (prompts.All.FirstOrDefault(p => p.Name == name) is not { } prompt)
        {
            return await RefuseAsync($"There is no prompt '{name}'; there are {string.Join(", ", prompts.All.Select(p => p.Name))}.");
        }

        var examples = PromptExamples.Read(options.PromptsFolder, prompts, out _)[name].ToList();
        var score = await new ScorePrompt(services.GetRequiredService<TimeProvider>()).RunAsync(model, prompt, examples, cancellation);
        var table = new Columns("prompt", "model", "asked", "failed", "kept", "median-ms", "field:agreement");
        table.Add(
            score.Prompt, score.Model, Number(score.Asked), Number(score.Failed), Share(score.Kept), Number(score.Median.TotalMilliseconds),
            string.Join(' ', score.Agreement.Select(a => $"{a.Key}:{Share(a.Value)}")));
        table.Print(Console.Out);
        return 0;
    }

    private static async Task<int> RefuseAsync(string reason)
    {
        await Console.Error.WriteLineAsync(reason);
        return 1;
    }

    private static string Number(double number) => number.ToString("0", CultureInfo.InvariantCulture);

    private static string Share(double share) => share.ToString("0.000", CultureInfo.InvariantCulture);
}
