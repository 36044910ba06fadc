using System.CommandLine;
using FeedbackBot.Connectors.LanguageModel;
using FeedbackBot.Conversations.Files;
using FeedbackBot.Host.Settings;

namespace FeedbackBot.Host.Commands;

/// <summary>Every command of the program: exit code 0 done, 1 refused or failed with a reason, 2 wrong usage.</summary>
public static class CommandLine
{
    private const string Variable = "ASPNETCORE_ENVIRONMENT";

    private static readonly Option<string?> Surroundings = new("--environment")
    {
        Description = "Development, where dialogs are read again when they are saved (dotnet run uses it), or Production (the default).",
        Recursive = true,
    };

    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("FeedbackBot: complaints, ideas, praise and questions become cases, answers and scores.");
        var serve = ServeCommand.Create();
        root.Subcommands.Add(serve);
        root.Subcommands.Add(DemoCommand.Create());
        root.Subcommands.Add(ChatCommand.Create());
        root.Subcommands.Add(CheckCommand.Create());
        root.Subcommands.Add(StaffCommand.Create());
        root.Subcommands.Add(KeyCommand.Create());
        root.Subcommands.Add(DigestCommand.Create());
        root.Subcommands.Add(RebuildScoresCommand.Create());
        root.Subcommands.Add(EvaluateCommand.Create());
        root.Subcommands.Add(TeamsCommand.Create());
        root.Options.Add(Surroundings);
        root.Subcommands.Add(ImportCommand.Create());
        ServeCommand.AcceptSettings(root);
        root.SetAction(ServeCommand.RunAsync);

        var parsed = root.Parse(args);
        var unknown = ServeCommand.NotUnderstood(parsed);
        if (parsed.Errors.Count > 0 || unknown != null)
        {
            Console.Error.WriteLine(parsed.Errors.Count > 0
                ? string.Join(Environment.NewLine, parsed.Errors.Select(e => e.Message))
                : $"'{unknown}' is not understood; settings are given as --FeedbackBot:Section:Key=value.");
            Console.Error.WriteLine("See --help.");
            return 2;
        }

        if (parsed.GetValue(Surroundings) is { } named)
        {
            Environment.SetEnvironmentVariable(Variable, Environment.GetEnvironmentVariable(Variable) ?? named);
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception refused) when (refused is WrongSetting or RuleViolation or DialogErrors or PromptErrors or IOException)
        {
            Console.Error.WriteLine(refused.Message);
            return 1;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Console.Error.WriteLine(failure);
            return 1;
        }
    }
}
