using System.Text.Json;
using System.Text.Json.Nodes;
using FeedbackBot.Connectors.LanguageModel;
using FeedbackBot.Satisfaction;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using YamlDotNet.RepresentationModel;

namespace FeedbackBot.Tests.Prompts;

/// <summary>The prompts that ship: valid, used, with reasons and examples, and in a form that Semantic Kernel loads.</summary>
public sealed class ShippedPromptTests
{
    public static TheoryData<string> Names() => new(PromptBook.Needed);

    public static TheoryData<string, string> Examples()
    {
        var all = new TheoryData<string, string>();
        foreach (var prompt in Shipped.Examples)
            foreach (var example in prompt) all.Add(prompt.Key, example.Id);
        return all;
    }

    [Fact]
    public void Every_file_is_valid_and_asked_by_somebody()
    {
        PromptBook.TryLoad(Shipped.Folder, out var errors);
        errors.ShouldBeEmpty();
        Shipped.Prompts.All.Select(p => p.Name).Order().ShouldBe(PromptBook.Needed.Order());
        PromptBook.Needed.Order().ShouldBe(
            new[] { LanguageModelReader.Prompt, SummariseTicket.Prompt, SuggestReply.Prompt, NameThemes.Prompt }.Order());
    }

    [Fact]
    public void Every_example_is_valid()
    {
        PromptExamples.Read(Shipped.Folder, Shipped.Prompts, out var errors);
        errors.ShouldBeEmpty();
        Directory.GetFiles(Path.Combine(Shipped.Folder, "examples")).Select(f => Path.GetFileNameWithoutExtension(f)!).Order()
            .ShouldBe(Shipped.Prompts.All.Select(p => p.Name).Order());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_prompt_has_a_reason_and_a_dozen_examples_in_both_languages(string name)
    {
        File.ReadAllText(Path.Combine(Shipped.Folder, name + ".yaml")).ShouldStartWith("# Why it is written so\n# - ");
        var examples = Shipped.Examples[name].ToList();
        examples.Count.ShouldBeGreaterThanOrEqualTo(12);
        examples.Count(e => e.Lang == "en").ShouldBeGreaterThanOrEqualTo(6);
        examples.Count(e => e.Lang == "zh").ShouldBeGreaterThanOrEqualTo(6);
        examples.ShouldContain(e => e.Id.Contains("order-inside", StringComparison.Ordinal), "one in which a customer tries to give orders");
    }

    /// <summary>Its loader throws on keys it does not know, keeps names to letters, digits and underscores, and reads a schema given as text.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_has_only_the_keys_and_names_that_Semantic_Kernel_takes(string name)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(Path.Combine(Shipped.Folder, name + ".yaml"))));
        var root = (YamlMappingNode)yaml.Documents[0].RootNode;
        root.Children.Keys.Select(k => k.ToString())
            .Except(["name", "description", "template", "template_format", "input_variables", "output_variable", "execution_settings", "allow_dangerously_set_content"])
            .ShouldBeEmpty();
        root["name"].ToString().ShouldMatch("^[0-9A-Za-z_]+$");
        var schema = root["execution_settings"]["default"]["response_format"]["json_schema"]["schema"].ToString();
        JsonDocument.Parse(schema).RootElement.GetProperty("additionalProperties").ValueKind.ShouldBe(JsonValueKind.False);
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void What_an_example_holds_stands_in_the_data_part_only(string name, string id)
    {
        var prompt = Shipped.Prompts[name];
        var example = Shipped.Examples[name].Single(e => e.Id == id);
        var messages = prompt.Render(example.Input);
        var bare = prompt.Render(new JsonObject(prompt.Variables.Select(v => KeyValuePair.Create(v.Name, (JsonNode?)"x"))));
        messages.Count.ShouldBe(2);
        messages[0].ShouldBe(bare[0], "the rules do not depend on what is asked about");
        JsonNode.DeepEquals(JsonNode.Parse(messages[1].Text), example.Input).ShouldBeTrue(messages[1].Text);
    }

    [Fact]
    public void The_labels_of_reading_are_those_of_the_product()
    {
        ItemsOf("topics").ShouldBe(FeedbackBot.Understanding.Embedded.Vocabulary.Topics);
        ItemsOf("flags").ShouldBe(ColumnForms.WordsOf<ReadingFlags>().Except(["none"]), ignoreOrder: true);
        ItemsOf("kind").ShouldBe(ColumnForms.WordsOf<FeedbackKind>());
        ItemsOf("urgency").ShouldBe(ColumnForms.WordsOf<Urgency>());
        ItemsOf("sentiment").ShouldBe(ColumnForms.WordsOf<Sentiment>());
    }

    [Fact]
    public void Replies_that_examples_call_good_are_ones_that_would_be_shown()
    {
        foreach (var example in Shipped.Examples["suggest-reply"])
        {
            var facts = example.Input["facts"]!.AsArray().Select(f => new CaseFact(
                f!["id"]!.GetValue<string>(), ColumnForms.Parse<FactSource>(f["from"]!.GetValue<string>()), f["what"]!.GetValue<string>(), f["text"]!.GetValue<string>())).ToList();
            DraftCheck.IsCovered(example.Answer.GetProperty("reply").GetString()!, facts).ShouldBeTrue(example.Id);
        }
    }

    [Fact]
    public void Opinions_of_examples_are_in_the_customers_words()
    {
        foreach (var example in Shipped.Examples["read-message"])
        {
            var said = example.Input["message"]!.GetValue<string>();
            foreach (var opinion in example.Answer.GetProperty("opinions").EnumerateArray())
            {
                said.ShouldContain(opinion.GetProperty("words").GetString()!, Case.Sensitive);
                said.ShouldContain(opinion.GetProperty("about").GetString()!, Case.Sensitive);
            }
        }
    }

    private static IEnumerable<string> ItemsOf(string field)
    {
        var schema = JsonDocument.Parse(Shipped.Prompts["read-message"].Schema.ForServer).RootElement.GetProperty("properties").GetProperty(field);
        var list = schema.TryGetProperty("items", out var items) ? items : schema;
        return list.GetProperty("enum").EnumerateArray().Select(e => e.GetString()!);
    }
}
