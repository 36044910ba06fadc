using System.CommandLine;
using FeedbackBot.Connectors.LanguageModel;
using FeedbackBot.Conversations;
using FeedbackBot.Host.Settings;
using FeedbackBot.Storage;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Spectre.Console;

namespace FeedbackBot.Host.Commands;

/// <summary>Looks at settings, dialogs, prompts and database, and says what is wrong, with its place.</summary>
public static class CheckCommand
{
    public static Command Create()
    {
        var command = new Command("check", "Check settings, dialogs, prompts and database; exit code 1 when anything is wrong.");
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
            Show([("settings", wrong.Message)]);
            return 1;
        }

        await using (app)
        {
            FlowBook.TryLoad(app.Services.GetRequiredService<IOptions<ConversationOptions>>().Value.DialogsFolder, out var errors);
            faults.AddRange(errors.Select(e => ("dialogs", e.ToString()!)));
            CheckPrompts(app.Services.GetRequiredService<IOptions<LanguageModelOptions>>().Value.PromptsFolder, faults);
            await CheckDatabaseAsync(app, faults, cancellation);
        }

        Show(faults);
        return faults.Count == 0 ? 0 : 1;
    }

    private static void CheckPrompts(string folder, List<(string, string)> faults)
    {
        var prompts = PromptBook.TryLoad(folder, out var errors);
        if (prompts != null) PromptExamples.Read(folder, prompts, out errors);
        faults.AddRange(errors.Select(e => ("prompts", e.ToString())));
    }

    private static async Task CheckDatabaseAsync(WebApplication app, List<(string, string)> faults, CancellationToken cancellation)
    {
        try
        {
            await using var db = await app.Services.GetRequiredService<IDbContextFactory<FeedbackDb>>().CreateDbContextAsync(cancellation);
            await db.Database.MigrateAsync(cancellation);
            await db.Database.ExecuteSqlRawAsync("SELECT count(*) FROM tickets", cancellation);
        }
        catch (Exception fault) when (fault is System.Data.Common.DbException or InvalidOperationException)
        {
            faults.Add(("database", fault.Message));
        }
    }

    private static void Show(IReadOnlyList<(string Part, string Fault)> faults)
    {
        foreach (var part in new[] { "settings", "dialogs", "prompts", "database" })
        {
            var own = faults.Where(f => f.Part == part).ToList();
            AnsiConsole.MarkupLine(own.Count == 0 ? $"[green]ok[/]   {part}" : $"[red]bad[/]  {part}");
            foreach (var (_, fault) in own)
            {
                Console.Error.WriteLine("     " + fault);
            }
        }
    }
}
