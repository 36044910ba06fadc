using System.CommandLine;
using FeedbackBot.Connectors.LanguageModel;
using FeedbackBot.Conversations;
using FeedbackBot.Host.Settings;
using FeedbackBot.Storage;
using FeedbackBot.Understanding;
using Microsoft.Extensions.Options;
using Spectre.Console;

namespace FeedbackBot.Host.Commands;

/// <summary>Looks at settings, dialogs, prompts and database, and says what is wrong, with its place.</summary>
public static class CheckCommand
{
    private static readonly Option<bool> WriteSchema = new("--write-schema") { Description = "Also write the schemas by which editors help with dialog files, beside those files." };

    public static Command Create()
    {
        var command = new Command("check", "Check settings, dialogs, prompts and database, each fault with its place; the database is only looked at. Exit code 1 when anything is wrong.");
        command.Options.Add(WriteSchema);
        ServeCommand.AcceptSettings(command);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var faults = new List<(string Part, string Fault)>();
        WebApplication app;
        try
        {
            app = App.Build(ServeCommand.SettingsOf(parsed));
        }
        catch (WrongSetting wrong)
        {
            Show([("settings", wrong.Message)], null);
            return 1;
        }

        await using (app)
        {
            var dialogs = app.Services.GetRequiredService<IOptions<ConversationOptions>>().Value.DialogsFolder;
            if (parsed.GetValue(WriteSchema))
            {
                DialogSchemas.Write(dialogs);
            }

            FlowBook.TryLoad(dialogs, out var errors);
            faults.AddRange(errors.Select(e => ("dialogs", e.ToString()!)));
            CheckPrompts(app.Services.GetRequiredService<IOptions<LanguageModelOptions>>().Value.PromptsFolder, faults);
            Show(faults, await CheckDatabaseAsync(app, faults, cancellation));
        }

        return faults.Count == 0 ? 0 : 1;
    }

    private static void CheckPrompts(string folder, List<(string, string)> faults)
    {
        var prompts = PromptBook.TryLoad(folder, out var errors);
        if (prompts != null) PromptExamples.Read(folder, prompts, out errors);
        faults.AddRange(errors.Select(e => ("prompts", e.ToString())));
    }

    /// <summary>How the database stands, without making, migrating or writing it; null where it is as it should be or has a fault.</summary>
    private static async Task<string?> CheckDatabaseAsync(WebApplication app, List<(string, string)> faults, CancellationToken cancellation)
    {
        try
        {
            var state = await LookAtDatabase.RunAsync(app.Services.GetRequiredService<IOptions<StorageOptions>>().Value, cancellation);
            return !state.Exists ? "none yet; the first start makes it"
                : state.Waiting.Count > 0 ? $"the next start applies {string.Join(", ", state.Waiting)}" : null;
        }
        catch (Exception fault) when (fault is System.Data.Common.DbException or InvalidOperationException)
        {
            faults.Add(("database", fault.Message));
            return null;
        }
    }

    private static void Show(IReadOnlyList<(string Part, string Fault)> faults, string? database)
    {
        foreach (var part in new[] { "settings", "dialogs", "prompts", "database" })
        {
            var own = faults.Where(f => f.Part == part).ToList();
            AnsiConsole.MarkupLine(own.Count == 0 ? $"[green]ok[/]   {part}{(part == "database" && database != null ? $" ({Markup.Escape(database)})" : "")}" : $"[red]bad[/]  {part}");
            foreach (var (_, fault) in own)
            {
                Console.Error.WriteLine("     " + fault);
            }
        }
    }
}
