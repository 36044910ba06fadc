using FeedbackBot.Conversations;
using FeedbackBot.Conversations.Files;

namespace FeedbackBot.Tests.Conversations;

public class DialogFilesTests : IDisposable
{
    private const string Good = """
        flow: gift
        title: { zh-Hans: 礼物, en: gift }
        starts_when: { kind: suggestion }
        needs:
          - id: colour
            type: choice
            choices:
              red: { label: { zh-Hans: 红, en: Red } }
              blue: { label: { zh-Hans: 蓝, en: Blue } }
            ask: { zh-Hans: 什么颜色？, en: Which colour? }
          - id: wish
            type: text
            when: { answer: colour, is: blue }
            ask: { zh-Hans: "{colour}的什么？", en: "{colour} what?" }
        then:
          - open_ticket: { kind: suggestion }
            say: { opened: { zh-Hans: "编号{ticket}", en: "Number {ticket}" } }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("dialogs").FullName;

    public DialogFilesTests()
    {
        foreach (var name in new[] { "words.yaml", "shared.yaml" })
            File.Copy(Path.Combine(Visit.RepositoryRoot(), "dialogs", name), Path.Combine(_folder, name));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_built_in_dialogs_are_valid() =>
        FlowBook.TryLoad(Path.Combine(Visit.RepositoryRoot(), "dialogs"), out var errors).ShouldNotBeNull(string.Join("\n", errors));

    [Fact]
    public void A_good_file_is_read() => Errors(Good).ShouldBeEmpty();

    [Theory]
    [InlineData("    ask: { zh-Hans: 什么颜色？, en: Which colour? }", "    aks: { zh-Hans: 什么颜色？, en: Which colour? }", 10, 5, "unknown key 'aks'", "ask")]
    [InlineData("    ask: { zh-Hans: 什么颜色？, en: Which colour? }", "    ask: { zh-Hans: 什么颜色？ }", 10, 10, "missing key 'en'", "ask")]
    [InlineData("title: { zh-Hans: 礼物, en: gift }", "", 1, 1, "missing key 'title'", "flow")]
    [InlineData("answer: colour", "answer: color", 13, 21, "unknown step 'color'", "colour")]
    [InlineData("is: blue", "is: green", 13, 33, "can never be 'green'", "red, blue")]
    [InlineData("\"{colour} what?\"", "\"{color} what?\"", 14, 41, "unknown placeholder '{color}'", "colour")]
    [InlineData("open_ticket: {", "open_case: {", 16, 5, "unknown key 'open_case'", "open_ticket")]
    [InlineData("type: text", "type: words", 12, 11, "unknown type 'words'", "text")]
    [InlineData("{ kind: suggestion }\nneeds", "{ kind: idea }\nneeds", 3, 22, "unknown kind 'idea'", "suggestion")]
    [InlineData("Number {ticket}", "Number {tickets}", 17, 49, "unknown placeholder '{tickets}'", "ticket")]
    [InlineData("opened:", "open:", 17, 12, "unknown key 'open'", "opened")]
    [InlineData("  - id: wish", "  - id: colour", 11, 9, "a second need 'colour'", "once")]
    [InlineData("    ask: { zh-Hans: 什么颜色？, en: Which colour? }", "    label: { zh-Hans: 颜色, en: Colour }", 5, 5, "required but never asked", "optional: true")]
    [InlineData("when: { answer: colour, is: blue }", "when: { answered: wish }", 11, 5, "can never be reached", "not before it")]
    [InlineData("when: { answer: colour, is: blue }", "when: { flag: fire }", 13, 19, "unknown flag 'fire'", "safety")]
    [InlineData("title: {", "title: }", 2, 8, "not valid YAML", "")]
    [InlineData("flow: gift", "flow: [gift", 1, 1, "not valid YAML", "bracket")]
    public void A_fault_is_named_with_its_place_and_what_was_expected(string good, string bad, int line, int column, string fault, string expected)
    {
        Good.ShouldContain(good);
        var errors = Errors(Good.Replace(good, bad, StringComparison.Ordinal));
        var error = errors.FirstOrDefault(e => e.Message.Contains(fault, StringComparison.Ordinal)).ShouldNotBeNull(string.Join("\n", errors));
        error.File.ShouldBe("gift.yaml");
        (error.Line, error.Column).ShouldBe((line, column), error.ToString());
        error.Message.ShouldContain(expected);
    }

    [Fact]
    public void Two_flows_of_one_name_are_a_fault()
    {
        File.WriteAllText(Path.Combine(_folder, "another.yaml"), Good);
        Errors(Good).ShouldHaveSingleItem().Message.ShouldContain("a second flow named 'gift'");
    }

    [Fact]
    public void A_shared_text_that_is_missing_is_a_fault()
    {
        var path = Path.Combine(_folder, "shared.yaml");
        File.WriteAllText(path, File.ReadAllText(path).Replace("nothing_more:", "nothing_less:", StringComparison.Ordinal));
        var errors = Errors(Good);
        errors.ShouldContain(e => e.Message.Contains("unknown key 'nothing_less'"));
        errors.ShouldContain(e => e.Message.Contains("missing key 'nothing_more'"));
    }

    [Fact]
    public void Loading_throws_all_faults_at_once()
    {
        Write(Good.Replace("ask:", "aks:", StringComparison.Ordinal));
        Should.Throw<DialogErrors>(() => FlowBook.Load(_folder)).Errors.Count.ShouldBeGreaterThan(1);
    }

    [Fact]
    public void A_folder_without_files_says_which_are_missing()
    {
        var empty = Directory.CreateTempSubdirectory("dialogs").FullName;
        FlowBook.TryLoad(empty, out var errors).ShouldBeNull();
        errors.Select(e => e.File).ShouldBe(["words.yaml", "shared.yaml"]);
        Directory.Delete(empty);
    }

    private IReadOnlyList<DialogError> Errors(string flow)
    {
        Write(flow);
        FlowBook.TryLoad(_folder, out var errors);
        return errors;
    }

    private void Write(string flow) => File.WriteAllText(Path.Combine(_folder, "gift.yaml"), flow);
}
