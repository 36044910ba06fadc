using FeedbackBot.Understanding.Labels;

namespace FeedbackBot.Tests.Understanding;

/// <summary>The figures by which readers are judged, against sums done by hand.</summary>
public sealed class HeadFiguresTests
{
    private readonly HeadFigures _figures = new("kind");

    [Fact]
    public void Accuracy_and_f1_are_as_worked_out_by_hand()
    {
        // complaint: 2 of 3 found, 1 of 3 said wrongly; praise: 1 of 2 found.
        foreach (var (truth, said) in new[] { ("complaint", "complaint"), ("complaint", "complaint"), ("complaint", "praise"), ("praise", "praise"), ("praise", "complaint") })
            _figures.Add(truth, said, 0.8);
        _figures.Accuracy.ShouldBe(0.6, 1e-9);
        var complaint = _figures.Labels.Single(l => l.Label == "complaint");
        (complaint.Count, complaint.Precision, complaint.Recall).ShouldBe((3, 2 / 3d, 2 / 3d));
        _figures.MacroF1.ShouldBe((2 / 3d + 0.5) / 2, 1e-9);
    }

    [Fact]
    public void A_label_that_is_said_but_never_true_costs_precision_and_is_no_class_of_its_own()
    {
        _figures.Add("complaint", "question", 0.5);
        _figures.Add("complaint", "complaint", 0.5);
        _figures.Labels.Select(l => l.Label).ShouldBe(["complaint"]);
        _figures.MacroF1.ShouldBe(2 / 3d, 1e-9);
    }

    [Fact]
    public void The_calibration_error_is_the_mean_gap_between_confidence_and_right()
    {
        // Nine tenths sure and half right: a gap of 0.4 on four answers; a quarter sure and always right: 0.75 on one.
        for (var i = 0; i < 4; i++) _figures.Add("a", i % 2 == 0 ? "a" : "b", 0.9);
        _figures.Add("a", "a", 0.25);
        _figures.CalibrationError.ShouldBe((4 * 0.4 + 0.75) / 5, 1e-9);
        _figures.Curve.ShouldBe([new(0.25, 1, 1), new(0.9, 0.5, 4)]);
    }

    [Fact]
    public void Abstaining_is_counted_apart_from_being_wrong()
    {
        _figures.Add("a", "b", 0.3, abstained: true);
        _figures.Add("a", "a", 0.9);
        (_figures.Accuracy, _figures.Abstention, _figures.AccuracyWhenSure).ShouldBe((0.5, 0.5, 1));
    }

    [Fact]
    public void Nothing_read_is_never_right()
    {
        _figures.Add("a", null, 0);
        (_figures.Accuracy, _figures.MacroF1).ShouldBe((0, 0));
    }

    [Fact]
    public void No_answers_give_no_figures_and_no_error() =>
        (_figures.Accuracy, _figures.MacroF1, _figures.CalibrationError, _figures.Abstention, _figures.AccuracyWhenSure).ShouldBe((0, 0, 0, 0, 0));
}
