using System.Globalization;
using System.Text.Json.Nodes;
using FeedbackBot.Conversations;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace FeedbackBot.Tests.Conversations;

/// <summary>The schemas that editors use: kept as generated, and true of every file that ships.</summary>
public sealed class DialogSchemasTests
{
    private static readonly string Folder = Path.Combine(Visit.RepositoryRoot(), "dialogs");

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.yaml").Select(f => Path.GetFileName(f)!)];

    [Fact]
    public void The_kept_schemas_are_those_that_the_reader_describes()
    {
        DialogSchemas.All.Keys.ShouldBe(Directory.GetFiles(Folder, "*.json").Select(f => Path.GetFileName(f)!).Order());
        foreach (var (name, schema) in DialogSchemas.All)
            File.ReadAllText(Path.Combine(Folder, name)).ShouldBe(schema, $"{name} is out of date: run the check command with --write-schema");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_file_names_its_schema_and_keeps_to_it(string name)
    {
        var schema = SchemaOf(name);
        File.ReadLines(Path.Combine(Folder, name)).First().ShouldBe($"# yaml-language-server: $schema=./{schema}");
        Faults(schema, File.ReadAllText(Path.Combine(Folder, name))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("place: 1", "place: first", "place")]
    [InlineData("kind: complaint", "kind: complain", "kind")]
    [InlineData("optional: true", "optional: perhaps", "optional")]
    [InlineData("label: { zh-Hans: 订单号, en: Order number }", "label: { zh-Hans: 订单号 }", "en")]
    [InlineData("known_from: contact", "known_form: contact", "known_form")]
    [InlineData("title: {", "titel: {", "title")]
    [InlineData("open_ticket:", "open_case:", "open_case")]
    public void A_fault_is_seen_by_the_schema_too(string good, string bad, string key)
    {
        var text = File.ReadAllText(Path.Combine(Folder, "complaint.yaml"));
        text.ShouldContain(good);
        Faults("flow.schema.json", text.Replace(good, bad, StringComparison.Ordinal)).ShouldContain(f => f.Contains(key));
    }

    [Fact]
    public void Every_key_is_described()
    {
        foreach (var schema in DialogSchemas.All.Values.Select(s => JsonNode.Parse(s)!.AsObject()))
        {
            foreach (var map in schema["definitions"]!.AsObject().Select(d => d.Value!).Append(schema))
                map["properties"]!.AsObject().ShouldAllBe(p => p.Value!["description"]!.GetValue<string>().Length > 0);
        }
    }

    private static string SchemaOf(string name) =>
        (name is "shared.yaml" or "words.yaml" or "faq.yaml" ? Path.GetFileNameWithoutExtension(name) : "flow") + ".schema.json";

    private static List<string> Faults(string schema, string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        var root = JsonNode.Parse(DialogSchemas.All[schema])!.AsObject();
        var faults = new List<string>();
        Walk(root, root, stream.Documents[0].RootNode, "", faults);
        return faults;
    }

    /// <summary>Those words of JSON schema that our schemas use; any other is a fault of the test.</summary>
    private static void Walk(JsonObject root, JsonObject schema, YamlNode node, string path, List<string> faults)
    {
        foreach (var (word, value) in schema)
        {
            switch (word)
            {
                case "$ref":
                    Walk(root, root["definitions"]![value!.GetValue<string>()["#/definitions/".Length..]]!.AsObject(), node, path, faults);
                    break;
                case "allOf":
                    foreach (var all in value!.AsArray())
                        Walk(root, all!.AsObject(), node, path, faults);
                    break;
                case "anyOf":
                    AnyOf(root, value!.AsArray(), node, path, faults);
                    break;
                case "type" when !Strings(value!).Contains(TypeOf(node)) && !(TypeOf(node) == "integer" && Strings(value!).Contains("number")):
                    faults.Add($"{path}: {TypeOf(node)} is not {value}");
                    break;
                case "enum" when !Strings(value!).Contains((node as YamlScalarNode)?.Value):
                    faults.Add($"{path}: '{node}' is not one of {value}");
                    break;
                case "items" when node is YamlSequenceNode list:
                    foreach (var item in list)
                        Walk(root, value!.AsObject(), item, path + "[]", faults);
                    break;
                case "required" when node is YamlMappingNode map:
                    faults.AddRange(Strings(value!).Where(k => !map.Children.ContainsKey(new YamlScalarNode(k))).Select(k => $"{path}: {k} is missing"));
                    break;
                case "properties" when node is YamlMappingNode map:
                    Properties(root, schema, map, path, faults);
                    break;
                case "additionalProperties" when value is JsonObject any && node is YamlMappingNode map:
                    foreach (var (key, child) in map.Children)
                        Walk(root, any, child, $"{path}/{key}", faults);
                    break;
                case "$schema" or "title" or "definitions" or "description" or "type" or "enum" or "items" or "required" or "properties" or "additionalProperties":
                    break;
                default:
                    throw new InvalidOperationException($"The test does not know the word '{word}'.");
            }
        }
    }

    private static void Properties(JsonObject root, JsonObject schema, YamlMappingNode map, string path, List<string> faults)
    {
        var properties = schema["properties"]!.AsObject();
        foreach (var (key, child) in map.Children)
        {
            if (properties[((YamlScalarNode)key).Value!] is JsonObject known)
                Walk(root, known, child, $"{path}/{key}", faults);
            else
                faults.Add($"{path}: {key} is unknown");
        }
    }

    private static void AnyOf(JsonObject root, JsonArray options, YamlNode node, string path, List<string> faults)
    {
        var closest = options.Select(o =>
        {
            var found = new List<string>();
            Walk(root, o!.AsObject(), node, path, found);
            return found;
        }).MinBy(f => f.Count)!;
        faults.AddRange(closest);
    }

    private static IEnumerable<string> Strings(JsonNode node) => node is JsonArray list ? list.Select(n => n!.GetValue<string>()) : [node.GetValue<string>()];

    /// <summary>By the core schema of YAML 1.2, as editors take it.</summary>
    private static string TypeOf(YamlNode node) => node switch
    {
        YamlMappingNode => "object",
        YamlSequenceNode => "array",
        YamlScalarNode { Style: not ScalarStyle.Plain } => "string",
        YamlScalarNode { Value: "" or null or "null" or "~" } => "null",
        YamlScalarNode { Value: "true" or "false" } => "boolean",
        YamlScalarNode scalar when long.TryParse(scalar.Value, CultureInfo.InvariantCulture, out _) => "integer",
        YamlScalarNode scalar when double.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out _) => "number",
        _ => "string",
    };
}
