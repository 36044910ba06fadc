using FeedbackBot.Tests.House;
using FeedbackBot.Trainer;
using FeedbackBot.Understanding.Embedded.Model;
using FeedbackBot.Understanding.Labels;

namespace FeedbackBot.Tests.Trainer;

/// <summary>The trainer: the same data give the same file, nothing is trained on that must not be, and a model that is no better is not offered.</summary>
public sealed class TrainerTests : IDisposable
{
    private static readonly TrainingOptions Quick = new() { Rounds = 2 };
    private readonly string _folder = Directory.CreateTempSubdirectory("trainer").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_same_data_give_the_same_file()
    {
        Few("en-airlines", "en-saas", "zh-parcel", "zh-apps", "und-languages");
        var files = Enumerable.Range(0, 2).Select(_ => ModelFile.Write(TrainingRun.Train(Corpus.Read(null, _folder, [], false), Quick).Content)).ToArray();
        files[0].ShouldBe(files[1]);
    }

    [Fact]
    public void Even_a_few_hundred_messages_teach_it_something()
    {
        Few("en-airlines", "en-banking", "zh-parcel", "zh-apps", "en-telecom");
        var corpus = Corpus.Read(null, _folder, [], false);
        var (content, unseen) = TrainingRun.Train(corpus, Quick);
        var held = FeedbackBot.Trainer.Figures.Of(corpus, content, unseen).All.Single(f => f is { Part: FeedbackBot.Trainer.Figures.HeldBack, Language: "en", Figures.Head: "kind" });
        held.Figures.Accuracy.ShouldBeGreaterThan(0.4);
    }

    [Fact]
    public void Only_named_sources_are_read_and_amber_ones_can_be_left_out()
    {
        foreach (var source in new[] { "goemotions", "uci-sentences", "stray" })
        {
            Directory.CreateDirectory(Path.Combine(_folder, source));
            File.WriteAllText(Path.Combine(_folder, source, "train.jsonl"), LabelFile.Line(new() { Id = source, Lang = "en", Text = "lovely little thing", Sentiment = "positive" }) + "\n");
        }

        Names(withoutAmber: false).ShouldBe(["goemotions", "uci-sentences"], ignoreOrder: true);
        Names(withoutAmber: true).ShouldBe(["goemotions"]);

        IEnumerable<string> Names(bool withoutAmber) => Corpus.Read(_folder, Path.Combine(_folder, "none"), [], withoutAmber).Examples.Select(e => e.Source.Name);
    }

    [Fact]
    public void Every_source_is_credited_with_its_licence_in_the_notices_and_counted_on_the_card()
    {
        var notices = File.ReadAllText(Path.Combine(Repository.Root, "docs", "third-party.md"));
        var card = File.ReadAllText(Path.Combine(Repository.Root, "docs", "model-card.md"));
        foreach (var source in FeedbackBot.Trainer.Sources.All.Where(s => s.Name is not (FeedbackBot.Trainer.Sources.Own or FeedbackBot.Trainer.Sources.Site)))
        {
            notices.ShouldContain(source.Title);
            card.ShouldContain($"| {source.Title} | {source.Licence} | {(source.Amber ? "amber" : "clear")} |");
        }
    }

    [Fact]
    public void The_held_trades_are_trained_on_by_nobody()
    {
        Few("en-telecom", "zh-cars", "en-airlines");
        var corpus = Corpus.Read(null, _folder, [], false);
        corpus.ToTrain.Select(e => e.Text.Trade).Distinct().ShouldBe(["airlines"]);
        corpus.Held.Select(e => e.Text.Trade).Distinct().ShouldBe(["telecom", "cars"], ignoreOrder: true);
    }

    [Fact]
    public void A_model_that_agrees_no_better_with_held_back_corrections_is_not_offered()
    {
        Few("en-airlines", "zh-apps");
        var (before, after, corrections) = (Path.Combine(_folder, "before.model"), Path.Combine(_folder, "after.model"), Path.Combine(_folder, "corrections.txt"));
        File.WriteAllBytes(before, ModelFile.Write(TrainingRun.Train(Corpus.Read(null, _folder, [], false), new TrainingOptions()).Content));
        File.WriteAllLines(corrections, LabelFile.Read(Path.Combine(Labels, "en-saas.jsonl")).Take(60).Select(t => LabelFile.Line(t with { Trade = null })));

        // The same again learns nothing from a file of corrections that holds none.
        using var report = new StringWriter();
        new TrainingRun(null, _folder, after, [], false, null, before).Run(report, TextWriter.Null).ShouldBe(1);
        File.Exists(after).ShouldBeFalse();

        new TrainingRun(null, _folder, after, [corrections], false, null, before).Run(report, TextWriter.Null);
        report.ToString().ShouldContain("held-back corrections");
    }

    [Fact]
    public void A_line_that_is_no_label_is_refused_with_its_place()
    {
        var file = Path.Combine(_folder, "own.jsonl");
        File.WriteAllText(file, "{\"id\":\"1\",\"text\":\"fine\"}\nnot json\n");
        using var faults = new StringWriter();
        new TrainingRun(null, _folder, null, [], false, null, null).Run(TextWriter.Null, faults).ShouldBe(1);
        faults.ToString().ShouldContain($"{file}(2)");
    }

    [Fact]
    public void Nothing_to_train_on_is_said()
    {
        using var faults = new StringWriter();
        new TrainingRun(null, Path.Combine(_folder, "none"), null, [], false, null, null).Run(TextWriter.Null, faults).ShouldBe(1);
        faults.ToString().ShouldContain("nothing to train on");
    }

    private static string Labels => Path.Combine(Repository.Root, "src", "FeedbackBot.Trainer", "Labels");

    private void Few(params string[] files)
    {
        foreach (var file in files) File.WriteAllLines(Path.Combine(_folder, file + ".jsonl"), File.ReadLines(Path.Combine(Labels, file + ".jsonl")).Take(90));
    }
}
