using System.CommandLine;
using FeedbackBot.Outbox;
using FeedbackBot.Satisfaction;

namespace FeedbackBot.Host.Commands;

/// <summary>Sends digests by hand: exactly one an owner and period, however often it is run.</summary>
public static class DigestCommand
{
    public static Command Create()
    {
        var owner = new Option<string?>("--owner") { Description = "The owner's e-mail address (default: every owner who wishes for digests of such a period)." };
        var period = new Option<string?>("--period") { Description = "A week such as 2026-W47 or a month such as 2026-11 (default: the last week that is over)." };
        var command = new Command("digest", "Send the digests of a week or month to account owners.") { owner, period };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var app = App.Build(["--Logging:LogLevel:Default=Warning"]);
            await App.PrepareAsync(app);
            var outcomes = await app.Services.GetRequiredService<SendDigests>().RunAsync(parsed.GetValue(period), parsed.GetValue(owner), cancellation);
            await app.Services.GetRequiredService<DeliverOutbox>().RunAsync(cancellation);
            foreach (var outcome in outcomes)
            {
                Console.WriteLine($"{outcome.Period}  {outcome.OwnerEmail}  {(outcome.IsNew ? "sent" : "was sent before")}");
            }

            return 0;
        });
        return command;
    }
}
