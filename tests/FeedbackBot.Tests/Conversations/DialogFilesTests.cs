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
              red: { label: { zh-Hans: 红, en: Red }, words: { zh-Hans: [红], en: [red] } }
              blue: { label: { zh-Hans: 蓝, en: Blue }, words: { zh-Hans: [蓝], en: [blue] } }
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
    [InlineData("    ask: { zh-Hans: 什么颜色？, en: Which colour? }", "    aks: { zh-Hans: 什么颜色？, en: Which colour? }", 10, 5, "unknown key 'aks' in a need", "did you mean 'ask'?")]
    [InlineData("open_ticket: {", "opne_ticket: {", 16, 5, "unknown key 'opne_ticket' in an effect", "did you mean 'open_ticket'?")]
    [InlineData("answer: colour", "answer: color", 13, 21, "unknown step 'color'", "did you mean 'colour'?")]
    [InlineData("Number {ticket}", "Number {tikcet}", 17, 49, "unknown placeholder '{tikcet}'", "did you mean '{ticket}'?")]
    [InlineData("zh-Hans: 什么颜色？, en: Which colour?", "zh-Hans: 什么颜色？, fr: Quelle couleur?", 10, 10, "missing key 'en' in ask", "")]
    [InlineData("needs:", "place: first\nneeds:", 4, 8, "expected a whole number for place", "")]
    [InlineData("is: blue", "is: blue, not_answered: colour", 13, 11, "can never hold", "'colour'")]
    [InlineData("when: { answer: colour, is: blue }", "when: {}", 13, 11, "expected at least one test", "answered")]
    [InlineData("when: { answer: colour, is: blue }", "when: { answered: colour, flag: safty }", 13, 37, "unknown flag 'safty'", "did you mean 'safety'?")]
    [InlineData(", words: { zh-Hans: [红], en: [red] } }", " }", 8, 7, "choice 'red' has no words", "otherwise: true")]
    [InlineData("en: [blue]", "en: [blue, RED]", 9, 82, "'RED' names both 'red' and 'blue'", "each word with one choice")]
    [InlineData("      blue: {", "      red: {", 9, 7, "not valid YAML", "red")]
    [InlineData("zh-Hans: [红]", "zh-Hans: [红?]", 8, 65, "a phrase with one of ?", "[x]")]
    [InlineData("zh-Hans: [红]", "zh-Hans: [\"红(1|2)号\"]", 8, 65, "can never match", "红 1 号")]
    [InlineData("type: text", "type: pattern\n    pattern: \"[A-Z\"", 13, 14, "not a usable pattern", "")]
    [InlineData("type: text", "type: pattern", 11, 5, "missing key 'pattern'", "a need with a pattern")]
    [InlineData("type: text", "type: text\n    do: [{ record_rating: { metric: csat } }]", 11, 5, "records a rating that is none", "type rating")]
    [InlineData("  - open_ticket: { kind: suggestion }", "  - open_ticket: { kind: sugestion }", 16, 26, "unknown kind (or from_reading) 'sugestion'", "did you mean 'suggestion'?")]
    [InlineData("starts_when: { kind: suggestion }", "starts_when: { kind: suggestion, says: { contains: { zh-Hans: [送我一份礼物], en: [gift] }, at_most: 3 } }", 3, 64, "can never match", "longer than the 3")]
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

    [Theory]
    [InlineData("words.yaml", "intents:", "intnets:", "unknown key 'intnets' in the words file; did you mean 'intents'?")]
    [InlineData("shared.yaml", "{title}", "{titel}", "unknown placeholder '{titel}' in")]
    [InlineData("faq.yaml", "id: follow_case", "id: opening_hours", "a second question 'opening_hours'; expected each id once")]
    [InlineData("faq.yaml", "asked:", "aksed:", "unknown key 'aksed' in a question; did you mean 'asked'?")]
    public void A_fault_in_the_files_for_all_flows_is_named_with_its_place(string name, string good, string bad, string fault)
    {
        var lines = File.ReadAllLines(Path.Combine(Visit.RepositoryRoot(), "dialogs", name));
        var line = Array.FindIndex(lines, l => l.Contains(good, StringComparison.Ordinal));
        var column = name == "shared.yaml" ? lines[line].IndexOf('"') : bad.StartsWith("id", StringComparison.Ordinal) ? lines[line].IndexOf("opening", StringComparison.Ordinal) : lines[line].IndexOf(good, StringComparison.Ordinal);
        lines[line] = lines[line].Replace(good, bad, StringComparison.Ordinal);
        File.WriteAllLines(Path.Combine(_folder, name), lines);
        var error = Errors(Good).FirstOrDefault(e => e.Message.StartsWith(fault, StringComparison.Ordinal)).ShouldNotBeNull();
        (error.File, error.Line).ShouldBe((name, line + 1));
        if (column >= 0)
            error.Column.ShouldBe(column + 1);
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

    [Theory]
    [InlineData("zh-Hans: [红]", "zh-Hans: [红?]")]
    [InlineData("type: text", "type: text\n    known_from: contract")]
    public void A_fault_is_told_once(string good, string bad) =>
        Errors(Good.Replace(good, bad, StringComparison.Ordinal)).ShouldHaveSingleItem();

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
