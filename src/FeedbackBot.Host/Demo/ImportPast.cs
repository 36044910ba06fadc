using FeedbackBot.Surveys;

namespace FeedbackBot.Host.Demo;

/// <summary>Answers that the sample company brought along: ratings of the quarter before, and recommendations asked for by letter since.</summary>
internal sealed class ImportPast(Scene scene, DateTime firstMonday, double size)
{
    private const int Seed = 77;
    private const int DaysBefore = 91;

    public void Plan()
    {
        var dice = new Dice(Seed, 0);
        foreach (var account in scene.Data.Accounts)
        {
            var ratings = Math.Max(1, (int)(account.Weight * 1.8 * size));
            for (var i = 0; i < ratings; i++)
            {
                var at = firstMonday.AddDays(-dice.Between(1, DaysBefore));
                Later(firstMonday.AddHours(-6), Rating(dice, account, at));
            }

            for (var i = 0; i < (account.Weight >= 5 ? 3 : account.Weight >= 2 ? 2 : 1); i++)
            {
                var at = firstMonday.AddDays(dice.Between(2, DaysBefore));
                Later(at.AddHours(20), Recommendation(dice, account, at));
            }
        }
    }

    private void Later(DateTime at, AnswerToImport answer) =>
        scene.Timeline.At(at, () => scene.DoAsync(db => scene.World.Get<ImportAnswer>().RunAsync(db, answer)));

    private static AnswerToImport Rating(Dice dice, SampleAccount account, DateTime at)
    {
        var satisfied = dice.Chance(account.Mood);
        return Of(account, at) with { Metric = "csat", Value = satisfied ? dice.Chance(0.55) ? 5 : 4 : dice.Whole(1, 3) };
    }

    private AnswerToImport Recommendation(Dice dice, SampleAccount account, DateTime at)
    {
        var value = (int)Math.Clamp(Math.Round((account.Mood * 11) + dice.Between(-2, 2.2)), 0, 10);
        var ways = scene.Data.Talk.NpsReasons[value >= 9 ? "high" : value >= 7 ? "middle" : "low"][account.Language];
        return Of(account, at) with { Metric = "nps", Value = value, Reason = dice.Chance(0.6) ? dice.One(ways) : null, ListeningPost = "postcard" };
    }

    private static AnswerToImport Of(SampleAccount account, DateTime at) =>
        new() { AccountExternalId = account.Id, ContactExternalId = account.Contacts[0].Key, AnsweredAt = at };
}
