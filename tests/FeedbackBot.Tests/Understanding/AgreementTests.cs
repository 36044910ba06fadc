using FeedbackBot.Understanding.Labels;

namespace FeedbackBot.Tests.Understanding;

/// <summary>The figures of agreement between reader and people.</summary>
public sealed class AgreementTests
{
    private static readonly DateTime October = new(2026, 10, 5, 8, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Each_head_and_class_has_its_precision_and_recall()
    {
        var kinds = Agreement.Of(
        [
            Word(1, "kind", "complaint", "complaint"), Word(2, "kind", "complaint", "complaint"), Word(3, "kind", "complaint", "question"),
            Word(4, "kind", "question", "question"), Word(5, "kind", null, "question"),
        ]).Heads.Single();
        (kinds.Head, kinds.Count, kinds.Right).ShouldBe(("kind", 5, 3));
        kinds.Labels.Select(l => (l.Label, l.Count, Math.Round(l.Precision, 2), Math.Round(l.Recall, 2)))
            .ShouldBe([("complaint", 2, 0.67, 1), ("question", 3, 1, 0.33)]);
    }

    [Fact]
    public void Of_several_topics_the_main_one_is_compared() =>
        Agreement.Of([Word(1, "topic", "delivery,billing", "delivery"), Word(2, "topic", "delivery,billing", "billing,delivery")]).Heads.Single().Right.ShouldBe(1);

    [Fact]
    public void Cases_that_were_never_read_stay_out() =>
        Agreement.Of([Word(1, "kind", null, "praise") with { Reader = null }]).Count.ShouldBe(0);

    [Fact]
    public void The_calibration_curve_has_only_claims_with_a_probability()
    {
        var agreement = Agreement.Of(
        [
            Word(1, "kind", "praise", "praise", 0.95), Word(2, "kind", "praise", "question", 0.91), Word(3, "kind", "praise", "praise", 0.55),
            Word(1, "urgency", "low", "low", null), Word(2, "urgency", "low", "high", null),
        ]);
        agreement.Heads[0].Curve.Select(s => (Math.Round(s.Confidence, 2), s.Right, s.Count)).ShouldBe([(0.55, 1, 1), (0.93, 0.5, 2)]);
        agreement.Heads[0].CalibrationError.ShouldBe((0.45 + 2 * 0.43) / 3, 1e-9);
        (agreement.Heads[1].Curve.Count, agreement.Heads[1].CalibrationError, agreement.Heads[1].Accuracy).ShouldBe((0, 0, 0.5));
    }

    [Fact]
    public void Months_show_how_agreement_confidence_and_what_was_left_to_people_drift()
    {
        var november = October.AddMonths(1);
        var months = Agreement.Of(
        [
            Word(1, "kind", "praise", "praise", 0.9), Word(2, "kind", "other", "praise", 0.8), Word(3, "sentiment", "neutral", "neutral", 0.7),
            Word(4, "kind", "praise", "question", 0.3) with { At = november, Abstained = true }, Word(5, "kind", null, "praise", null) with { At = november },
            Word(6, "sentiment", "neutral", "mixed", 0.5) with { At = november.AddMonths(1) },
        ]).Months;
        months.Select(m => (m.Month, m.Count, Math.Round(m.Share, 2), m.Abstained, m.Unclassified)).ShouldBe(
            [("2026-10", 3, 0.67, 0, 0.5), ("2026-11", 2, 0, 0.5, 1), ("2026-12", 1, 0, (double?)null, (double?)null)]);
        months.Select(m => Math.Round(m.Confidence ?? 0, 2)).ShouldBe([0.8, 0.3, 0.5]);
    }

    private static PeoplesWord Word(long ticket, string head, string? said, string corrected, double? confidence = 0.5) =>
        new(ticket, head, said, corrected, confidence, false, "embedded/test", October);
}
