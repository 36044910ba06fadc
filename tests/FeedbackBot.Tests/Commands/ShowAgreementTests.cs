using FeedbackBot.Host.Commands;
using FeedbackBot.Understanding.Labels;

namespace FeedbackBot.Tests.Commands;

/// <summary>What evaluate --corrections prints: one table, a line a figure, the same columns in each.</summary>
public sealed class ShowAgreementTests
{
    [Fact]
    public void Heads_classes_calibration_readers_and_months_stand_in_one_table()
    {
        var at = new DateTime(2026, 11, 2, 8, 0, 0, DateTimeKind.Utc);
        var words = Enumerable.Range(1, 30).SelectMany(i => new PeoplesWord[]
        {
            new(i, "kind", "complaint", i <= 24 ? "complaint" : "question", 0.85, i == 30, "embedded/test", at),
            new(i, "urgency", "low", "low", null, false, "embedded/test", at),
        });
        using var output = new StringWriter();
        using var notes = new StringWriter();
        ShowAgreement.Print(Agreement.Of(words), output, notes);
        var rows = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => string.Join(' ', l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Trim()).ToArray();
        rows.ShouldBe(
        [
            "figure head of n right precision recall confidence ece abstains unclassified",
            "agreement kind all 30 0.800 - - - 0.050 0.033 -",
            "class kind complaint 24 - 0.800 1.000 - - - -",
            "class kind question 6 - 0.000 0.000 - - - -",
            "calibration kind 0.8-0.9 30 0.800 - - 0.850 - - -",
            "agreement urgency all 30 1.000 - - - - 0.000 -",
            "class urgency low 30 - 1.000 1.000 - - - -",
            "reader all embedded/test 60 0.900 - - - - - -",
            "month all 2026-11 60 0.900 - - 0.850 - 0.033 0.033",
        ]);
        notes.ToString().ShouldBeEmpty();
    }
}
