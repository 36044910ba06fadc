using System.Text.RegularExpressions;
using FeedbackBot.Conversations;

namespace FeedbackBot.Tests.Conversations;

/// <summary>Half a conversation on the files as they are, the rest on edited ones, to a filed case.</summary>
public sealed class EditedFlowTests : IDisposable
{
    private const string Story = "The washing machine I bought last week broke after two days and nobody answers the phone";
    private const string Order = "AB12345678";

    private const string Place = """
          - id: place
            type: text
            ask: { zh-Hans: 您在哪家店买的？, en: Which shop was it? }

        """;

    private readonly TemporaryFolder _folder = new();

    /// <summary>What this customer says to each question.</summary>
    private readonly Dictionary<string, string> _says = new()
    {
        ["order_number"] = Order,
        ["order_no"] = Order,
        ["desired_outcome"] = "a refund please",
        ["reply_to"] = "just reply here",
        ["place"] = "Leipzig",
        ["confirm"] = "yes",
        ["clarify_kind"] = "praise",
        ["compliment"] = "that's all",
    };

    private readonly List<string> _asked = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Reworded_texts_are_said_from_the_next_turn_on()
    {
        var visit = await Half("order_number");
        var filed = await Rest(visit, Edited(c => c.Replace("What would you like us to do?", "What now?").Replace("How would you like this to be put right?", "What now?")));
        visit.Log.ShouldContain("What now?");
        Complete(filed);
    }

    [Fact]
    public async Task Reordered_needs_are_asked_in_their_new_order_and_none_twice()
    {
        var reordered = Edited(c => Without(c, "reply_to").Replace("needs:\n", "needs:\n" + Need(c, "reply_to")));
        Complete(await Rest(await Half("desired_outcome"), reordered));
        _asked.ShouldBe(["order_number", "desired_outcome", "reply_to", "confirm"]);
    }

    [Theory]
    [InlineData("order_number")]
    [InlineData("desired_outcome")]
    [InlineData("confirm")]
    public async Task A_renamed_step_keeps_its_answer_or_its_question(string asking)
    {
        var filed = await Rest(await Half(asking), Edited(c => c.Replace("id: order_number", "id: order_no")));
        filed.Fields["order_no"].ShouldBe(Order);
        filed.Fields.Keys.ShouldNotContain("order_number");
        _asked.ShouldNotContain("order_no");
    }

    [Theory]
    [InlineData("place")]
    [InlineData("confirm")]
    public async Task A_renamed_question_in_free_words_is_known_again_by_what_it_asks(string asking)
    {
        var before = Edited(c => Before(c, "reply_to", Place));
        var filed = await Rest(await Half(asking, before), Edited(c => Before(c, "reply_to", Place.Replace("place", "shop"))));
        filed.Fields["shop"].ShouldBe("Leipzig");
        _asked.ShouldNotContain("shop");
    }

    [Fact]
    public async Task A_number_renamed_and_reworded_at_once_is_not_asked_again()
    {
        var filed = await Rest(await Half("desired_outcome"), Edited(c => c.Replace("id: order_number", "id: order_no")
            .Replace("Do you have the order number?", "Your order number?")));
        filed.Fields["order_no"].ShouldBe(Order);
        _asked.ShouldNotContain("order_no");
    }

    [Theory]
    [InlineData("order_number")]
    [InlineData("desired_outcome")]
    public async Task An_answer_to_a_removed_step_stays_in_the_case(string asking)
    {
        var filed = await Rest(await Half(asking), Edited(c => Without(c, "order_number")));
        filed.Fields["order_number"].ShouldBe(Order);
        Complete(filed);
    }

    [Fact]
    public async Task The_answer_to_a_question_in_free_words_that_was_removed_while_it_stood_stays_too()
    {
        var before = Edited(c => Before(c, "reply_to", Place));
        Complete(await Rest(await Half("place", before), Visit.Book)).Fields["place"].ShouldBe("Leipzig");
    }

    [Theory]
    [InlineData("order_number")]
    [InlineData("confirm")]
    public async Task The_story_survives_that_its_need_is_renamed_and_reworded(string asking)
    {
        var filed = await Rest(await Half(asking), Edited(c => c.Replace("id: description", "id: story").Replace("Let me help you with that. What happened?", "Go on.")));
        Complete(filed);
        filed.Fields.Keys.ShouldNotContain("description");
        _asked.ShouldNotContain("story");
    }

    [Fact]
    public async Task The_story_survives_that_no_need_takes_the_message_any_more() =>
        Complete(await Rest(await Half("desired_outcome"), Edited(c => c.Replace("    from: message\n", ""))));

    [Theory]
    [InlineData("order_number")]
    [InlineData("confirm")]
    public async Task A_flow_under_another_name_goes_on(string asking) =>
        Complete(await Rest(await Half(asking), Edited(c => c.Replace("flow: complaint", "flow: grievance"))));

    [Theory]
    [InlineData("order_number")]
    [InlineData("desired_outcome")]
    [InlineData("confirm")]
    public async Task The_story_of_a_removed_flow_is_clarified_and_filed(string asking)
    {
        var filed = await Rest(await Half(asking), Edited(null));
        _asked.ShouldContain("clarify_kind");
        filed.Description.ShouldContain(Story);
        (filed.Description + string.Join(' ', filed.Fields.Values)).ShouldContain(Order);
    }

    [Fact]
    public async Task The_story_of_a_removed_flow_outlives_a_question_that_stood_above_it()
    {
        var visit = await Half("order_number");
        await visit.Hear("cancel");
        visit.Step.ShouldBe("cancel_confirm");
        _says["cancel_confirm"] = "no, go on";
        (await Rest(visit, Edited(null))).Description.ShouldContain(Story);
    }

    [Fact]
    public async Task The_story_of_a_removed_flow_goes_to_the_person_who_is_asked_for()
    {
        var visit = await Half("order_number");
        visit.Flows = Edited(null);
        await visit.Hear("I want to talk to a human");
        visit.Tickets.ShouldHaveSingleItem().Description.ShouldContain(Story);
    }

    [Fact]
    public async Task A_choice_that_no_longer_exists_is_asked_again_and_never_filed()
    {
        var visit = await Half("confirm");
        _asked.Clear();
        _says["desired_outcome"] = "a replacement";
        var filed = await Rest(visit, Edited(c => Regex.Replace(c, @"      refund:\n(        .*\n)+", "")));
        _asked.ShouldBe(["confirm", "desired_outcome", "confirm"]);
        filed.Fields["desired_outcome"].ShouldBe("replacement");
        filed.Description.ShouldContain(": refund");
    }

    [Fact]
    public async Task A_choice_whose_value_was_renamed_is_understood_by_its_words()
    {
        var filed = await Rest(await Half("confirm"), Edited(c => c.Replace("      refund:\n", "      money_back:\n")));
        filed.Fields["desired_outcome"].ShouldBe("money_back");
        _asked.Count(s => s == "desired_outcome").ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_in_free_words_becomes_what_a_new_type_makes_of_it_or_is_asked_again()
    {
        var before = Edited(c => Before(c, "reply_to", Place));
        var visit = await Half("confirm", before);
        _asked.Clear();
        _says["place"] = "in Leipzig, 2025-03-04";
        var filed = await Rest(visit, Edited(c => Before(c, "reply_to", Place.Replace("type: text", "type: date"))));
        _asked.ShouldBe(["confirm", "place", "confirm"]);
        filed.Fields["place"].ShouldBe("2025-03-04");
        filed.Description.ShouldContain("Leipzig");
    }

    [Theory]
    [InlineData("order_number")]
    [InlineData("confirm")]
    public async Task A_new_required_need_is_asked_before_it_is_filed(string asking)
    {
        var filed = await Rest(await Half(asking), Edited(c => Before(c, "order_number", Place)));
        filed.Fields["place"].ShouldBe("Leipzig");
        Complete(filed);
    }

    [Fact]
    public async Task Without_a_summary_the_yes_to_it_files()
    {
        Complete(await Rest(await Half("confirm"), Edited(WithoutConfirm)));
        _asked.Count(s => s == "confirm").ShouldBe(1);
    }

    [Fact]
    public async Task Without_a_summary_the_no_to_it_files_nothing_unasked()
    {
        var visit = await Half("confirm");
        visit.Flows = Edited(WithoutConfirm);
        await visit.Hear("no");
        visit.Step.ShouldBe("cancel_confirm");
        visit.Tickets.ShouldBeEmpty();
        await visit.Hear("no");
        Complete(visit.Tickets.ShouldHaveSingleItem());
    }

    [Fact]
    public async Task A_new_condition_lets_a_need_go_and_keeps_what_was_answered()
    {
        var conditions = Edited(c => c.Replace("id: desired_outcome\n", "id: desired_outcome\n    when: { not_answered: order_number }\n")
            .Replace("id: order_number\n", "id: order_number\n    when: { flag: legal }\n"));
        var filed = await Rest(await Half("desired_outcome"), conditions);
        filed.Fields["order_number"].ShouldBe(Order);
        filed.Fields["desired_outcome"].ShouldBe("refund");
    }

    [Theory]
    [InlineData("order_number")]
    [InlineData("confirm")]
    public async Task A_changed_pattern_asks_nothing_again(string asking)
    {
        var filed = await Rest(await Half(asking), Edited(c => c.Replace("[A-Z]{2}[ -]?[0-9]{6,10}", "X[0-9]{4}").Replace("[A-Z]{2}[ -]?[0-9]{3,5}[ -][0-9]{3,5}", "Y[0-9]{4}")));
        Complete(filed).Fields["order_number"].ShouldBe(Order);
        _asked.Count(s => s == "order_number").ShouldBe(1);
    }

    [Fact]
    public async Task What_was_skipped_is_not_asked_under_another_name()
    {
        _says["order_number"] = "skip";
        await Rest(await Half("desired_outcome"), Edited(c => c.Replace("id: order_number", "id: order_no")));
        _asked.ShouldNotContain("order_no");
    }

    [Fact]
    public async Task It_is_the_same_in_Chinese()
    {
        var visit = new Visit("zh-Hans");
        await visit.Hear("上周买的洗衣机用了两天就坏了，客服不给换");
        visit.Step.ShouldBe("order_number");
        visit.Flows = Edited(null);
        await visit.Hear(Order);
        visit.Step.ShouldBe("clarify_kind");
        await visit.Hear("转人工");
        var filed = visit.Tickets.ShouldHaveSingleItem();
        filed.Description.ShouldContain("洗衣机");
        filed.Description.ShouldContain(Order);
    }

    [Fact]
    public async Task A_state_kept_before_prints_were_goes_on()
    {
        var visit = await Half("desired_outcome");
        visit.Forget();
        Complete(await Rest(visit, Edited(c => c.Replace("Do you have the order number?", "Order number?"))));
    }

    private static FileCase Complete(FileCase filed)
    {
        filed.Description.ShouldContain(Story);
        filed.Fields["desired_outcome"].ShouldBe("refund");
        filed.Fields["reply_to"].ShouldBe("here");
        return filed;
    }

    /// <summary>Talks until this step is asked.</summary>
    private async Task<Visit> Half(string until, FlowBook? book = null)
    {
        var visit = new Visit("en") { Flows = book ?? Visit.Book };
        await visit.Hear(Story);
        for (var turn = 0; turn < 6 && visit.Step != until; turn++)
            await Answer(visit);
        visit.Step.ShouldBe(until);
        return visit;
    }

    private async Task<FileCase> Rest(Visit visit, FlowBook edited)
    {
        visit.Flows = edited;
        for (var turn = 0; turn < 10 && visit.Tickets.Count == 0; turn++)
            await Answer(visit);
        return visit.Tickets.ShouldHaveSingleItem(string.Join(" > ", _asked));
    }

    private async Task Answer(Visit visit)
    {
        var step = visit.Step.ShouldNotBeNull(string.Join(" > ", _asked));
        _asked.Add(step);
        await visit.Hear(_says.GetValueOrDefault(step, "yes"));
        visit.Said.ShouldNotBeEmpty(step);
    }

    /// <summary>The dialogs with the complaint edited; null removes its file.</summary>
    private FlowBook Edited(Func<string, string>? edit)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder.Path, Guid.CreateVersion7().ToString())).FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(Visit.RepositoryRoot(), "dialogs"), "*.yaml"))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        var complaint = Path.Combine(folder, "complaint.yaml");
        var text = File.ReadAllText(complaint);
        var edited = edit?.Invoke(text);
        edited.ShouldNotBe(text);
        if (edited is null)
            File.Delete(complaint);
        else
            File.WriteAllText(complaint, edited);
        return FlowBook.Load(folder);
    }

    private static string Need(string file, string id) => Regex.Match(file, $@"  - id: {id}\n(    .*\n)+").Value;

    private static string Without(string file, string id) => file.Replace(Need(file, id), "");

    private static string Before(string file, string id, string added) => file.Replace($"  - id: {id}\n", added + $"  - id: {id}\n");

    private static string WithoutConfirm(string file) => Regex.Replace(file, @"confirm:\n(  .*\n)+", "");
}
