using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace FeedbackBot.Connectors.LanguageModel;

/// <summary>A prompt file being read: every look at a node that is not as expected leaves a fault with its place.</summary>
internal sealed class PromptYaml(string file, List<PromptError> errors)
{
    public static YamlMappingNode? Open(string path, PromptYaml into)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(System.IO.File.ReadAllText(path)));
            if (stream.Documents is [{ RootNode: YamlMappingNode root }]) return root;
            into.Fault(1, 1, "expected one document with keys and values");
        }
        catch (YamlException broken)
        {
            into.Fault(broken.Start.Line, broken.Start.Column, "not valid YAML: " + broken.Message);
        }
        catch (InvalidOperationException broken) // what the parser throws for a bracket that is never closed
        {
            into.Fault(1, 1, "not valid YAML, probably a bracket that is not closed: " + broken.Message);
        }

        return null;
    }

    public void Fault(long line, long column, string message) => errors.Add(new(file, line, column, message));

    public void Fault(YamlNode node, string message) => Fault(node.Start.Line, node.Start.Column, message);

    public YamlNode? Find(YamlMappingNode map, string key, bool isRequired = true)
    {
        var found = map.Children.FirstOrDefault(c => (c.Key as YamlScalarNode)?.Value == key).Value;
        if (found == null && isRequired) Fault(map, $"'{key}' is missing");
        return found;
    }

    public YamlMappingNode? Map(YamlNode? node, params string[] expected)
    {
        if (node == null) return null;
        if (node is not YamlMappingNode map)
        {
            Fault(node, $"expected keys and values: {string.Join(", ", expected)}");
            return null;
        }

        foreach (var key in map.Children.Keys.Where(k => !expected.Contains((k as YamlScalarNode)?.Value)))
            Fault(key, $"unknown key '{key}'; expected one of: {string.Join(", ", expected)}");
        return map;
    }

    public YamlScalarNode? Scalar(YamlNode? node)
    {
        if (node is null or YamlScalarNode { Value.Length: > 0 }) return node as YamlScalarNode;
        Fault(node, "expected a text");
        return null;
    }

    public double? Number(YamlNode? node)
    {
        if (Scalar(node) is not { } scalar) return null;
        if (double.TryParse(scalar.Value, System.Globalization.CultureInfo.InvariantCulture, out var number)) return number;
        Fault(scalar, $"expected a number, found '{scalar.Value}'");
        return null;
    }
}
