using System.CommandLine;
using FeedbackBot.Satisfaction.Measures;
using FeedbackBot.Satisfaction.Rollups;

namespace FeedbackBot.Host.Commands;

/// <summary>Counts the scores' roll-ups anew from the answers, or says whether that would change anything.</summary>
public static class RebuildScoresCommand
{
    public static Command Create()
    {
        var verify = new Option<bool>("--verify") { Description = "Change nothing; exit code 1 where the kept figures differ from the answers." };
        var command = new Command("rebuild-scores", "Count every score anew from answers, questions and cases.") { verify };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var app = App.Build(["--Logging:LogLevel:Default=Warning"]);
            await App.PrepareAsync(app);
            var rebuild = app.Services.GetRequiredService<RebuildScores>();
            if (!parsed.GetValue(verify))
            {
                await app.Services.GetRequiredService<FillMeasures>().AgainAsync(cancellation);
                Console.WriteLine(await rebuild.RunAsync(cancellation)
                    ? "The scores were counted anew."
                    : "Another process began to count the scores anew and goes on with it.");
                return 0;
            }

            var differing = await rebuild.VerifyAsync(cancellation);
            if (differing > 0)
            {
                throw new RuleViolation("scores_differ", $"{differing} kept figures differ from the answers; rebuild-scores counts them anew.");
            }

            Console.WriteLine("The kept figures are those of the answers.");
            return 0;
        });
        return command;
    }
}
