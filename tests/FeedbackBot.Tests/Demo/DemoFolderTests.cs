using FeedbackBot.Host.Demo;

namespace FeedbackBot.Tests.Demo;

/// <summary>The demo never touches anybody else's data.</summary>
public sealed class DemoFolderTests
{
    [Fact]
    public void A_folder_with_real_data_is_refused_and_left_alone()
    {
        using var folder = new TemporaryFolder();
        var database = Path.Combine(folder.Path, "feedbackbot.db");
        File.WriteAllText(database, "real");
        foreach (var fresh in new[] { false, true })
        {
            Should.Throw<RuleViolation>(() => new DemoFolder(folder.Path).Prepare(fresh)).Code.ShouldBe("not_the_demo");
        }

        File.ReadAllText(database).ShouldBe("real");
    }

    [Fact]
    public void A_filled_demo_is_kept_until_a_fresh_one_is_wished()
    {
        using var folder = new TemporaryFolder();
        var demo = Filled(folder);
        demo.Prepare(afresh: false);
        demo.IsFilled.ShouldBeTrue();
        File.Exists(Path.Combine(folder.Path, "feedbackbot.db")).ShouldBeTrue();

        demo.Prepare(afresh: true);
        demo.IsFilled.ShouldBeFalse();
        File.Exists(Path.Combine(folder.Path, "feedbackbot.db")).ShouldBeFalse();
    }

    [Fact]
    public void A_fill_that_was_cut_off_is_begun_again()
    {
        using var folder = new TemporaryFolder();
        var demo = new DemoFolder(folder.Path);
        demo.Prepare(afresh: false);
        File.WriteAllText(Path.Combine(folder.Path, "feedbackbot.db"), "half");
        new DemoFolder(folder.Path).Prepare(afresh: false);
        File.Exists(Path.Combine(folder.Path, "feedbackbot.db")).ShouldBeFalse();
    }

    [Fact]
    public void Emptying_leaves_what_the_program_did_not_put_there()
    {
        using var folder = new TemporaryFolder();
        var own = Path.Combine(folder.Path, "notes.txt");
        File.WriteAllText(own, "mine");
        Filled(folder).Prepare(afresh: true);
        File.Exists(own).ShouldBeTrue();
    }

    private static DemoFolder Filled(TemporaryFolder folder)
    {
        var demo = new DemoFolder(folder.Path);
        demo.Prepare(afresh: false);
        File.WriteAllText(Path.Combine(folder.Path, "feedbackbot.db"), "demo");
        demo.Finish();
        return demo;
    }
}
