using System.CommandLine;
using FeedbackBot.Conversations;
using FeedbackBot.Host.DirectLine;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.Commands;

/// <summary>Talks to the bot in the terminal; reads a script from standard input when piped.</summary>
public static class ChatCommand
{
    public static Command Create()
    {
        var language = new Option<string>("--lang") { Description = "The page's language: zh-Hans or en.", DefaultValueFactory = _ => Languages.English };
        language.AcceptOnlyFromAmong(Languages.Chinese, Languages.English);
        var command = new Command("chat", "Talk to the bot in the terminal (or pipe in a script, a message a line).") { language };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var app = App.Build(["--Logging:LogLevel:Default=Warning"]);
            await App.PrepareAsync(app);
            await TalkAsync(app.Services, parsed.GetValue(language)!, cancellation);
            return 0;
        });
        return command;
    }

    private static async Task TalkAsync(IServiceProvider services, string language, CancellationToken cancellation)
    {
        var key = VisitorTokens.NewId();
        var started = await services.GetRequiredService<StartConversation>().RunAsync("webchat", key, language, null, cancellation);
        await using (var db = await services.GetRequiredService<IDbContextFactory<FeedbackDb>>().CreateDbContextAsync(cancellation))
        {
            Show(await db.Messages.AsNoTracking().Where(m => m.ConversationId == started.Conversation.Id).ToListAsync(cancellation));
        }

        var take = services.GetRequiredService<TakeTurn>();
        while (Prompt() is { } line)
        {
            if (Console.IsInputRedirected)
            {
                Console.WriteLine("> " + line);
            }

            var turn = await take.RunAsync(
                new InboundMessage { Channel = "webchat", ConversationKey = key, Text = line, Locale = language, MessageKey = VisitorTokens.NewId() }, cancellation);
            Show(turn.Replies);
        }
    }

    private static string? Prompt()
    {
        if (!Console.IsInputRedirected)
        {
            Console.Write("> ");
        }

        return Console.ReadLine();
    }

    private static void Show(IReadOnlyList<Message> messages)
    {
        foreach (var message in messages)
        {
            Console.WriteLine(message.Text);
            if (message.Extras?.Choices is { Count: > 0 } choices)
            {
                Console.WriteLine("  [" + string.Join("] [", choices.Select(c => c.Label)) + "]");
            }
        }
    }
}
