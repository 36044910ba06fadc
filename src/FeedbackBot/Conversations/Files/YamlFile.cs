using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace FeedbackBot.Conversations.Files;

/// <summary>A YAML file being read: every look at a node that is not as expected leaves an error with its place.</summary>
internal sealed class YamlFile(string name, List<DialogError> errors)
{
    public string Name => name;

    public static (YamlFile File, YamlMappingNode? Root) Open(string path, List<DialogError> errors)
    {
        var file = new YamlFile(Path.GetFileName(path), errors);
        try
        {
            using var reader = new StreamReader(path);
            var stream = new YamlStream();
            stream.Load(reader);
            if (stream.Documents.Count == 1 && stream.Documents[0].RootNode is YamlMappingNode root)
                return (file, root);
            errors.Add(new(file.Name, 1, 1, "expected one document with keys and values"));
        }
        catch (YamlException broken)
        {
            errors.Add(new(file.Name, broken.Start.Line, broken.Start.Column, "not valid YAML: " + broken.Message));
        }
        catch (InvalidOperationException broken) // what the parser throws for a flow mapping that is never closed
        {
            errors.Add(new(file.Name, 1, 1, "not valid YAML, probably a bracket that is not closed: " + broken.Message));
        }
        return (file, null);
    }

    public void Fault(YamlNode node, string message) => errors.Add(new(name, node.Start.Line, node.Start.Column, message));

    /// <summary>The node as keys and values: all keys among those described, and the required ones there.</summary>
    public MapNode Keys(YamlNode? node, Map shape, string? what = null)
    {
        what ??= shape.Name;
        if (node is not YamlMappingNode map)
        {
            if (node is not null)
                Fault(node, $"expected {what} as keys and values: {string.Join(", ", shape.Keys)}");
            return new(this, null, shape);
        }
        foreach (var key in map.Children.Keys)
        {
            if (!shape.Keys.Contains(Key(key)))
                Fault(key, Names.Unknown("key", Key(key), $" in {what}", shape.Keys));
        }
        var read = new MapNode(this, map, shape);
        foreach (var entry in shape.Entries.Where(e => e.Required))
            read.Required(entry.Key, what);
        return read;
    }

    public static string Key(YamlNode key) => (key as YamlScalarNode)?.Value ?? "";

    public static YamlNode? Find(YamlMappingNode map, string key) =>
        map.Children.FirstOrDefault(c => Key(c.Key) == key).Value;

    public string? Scalar(YamlNode? node, string what)
    {
        if (node is YamlScalarNode { Value.Length: > 0 } scalar)
            return scalar.Value;
        if (node is not null)
            Fault(node, $"expected {what}");
        return null;
    }

    public bool Flag(YamlNode? node, string what)
    {
        var value = Scalar(node, $"true or false for {what}");
        if (value is not (null or "true" or "false"))
            Fault(node!, $"expected true or false for {what}, found '{value}'");
        return value == "true";
    }

    public int Integer(YamlNode? node, string what, int otherwise)
    {
        if (node is null)
            return otherwise;
        if (int.TryParse(Scalar(node, what), out var value))
            return value;
        Fault(node, $"expected a whole number for {what}");
        return otherwise;
    }

    /// <summary>One of a closed list of names, written in snake_case.</summary>
    public T? Named<T>(YamlNode? node, string what) where T : struct, Enum
    {
        if (node is null)
            return null;
        var value = Scalar(node, what);
        foreach (var option in Enum.GetValues<T>())
        {
            if (Names.Snake(option) == value)
                return option;
        }
        if (value is not null)
            Fault(node, Names.Unknown(what, value, "", Names.All<T>()));
        return null;
    }

    public IReadOnlyList<YamlNode> List(YamlNode? node, string what)
    {
        if (node is null)
            return [];
        if (node is YamlSequenceNode list)
            return [.. list.Children];
        Fault(node, $"expected a list of {what}");
        return [];
    }

    /// <summary>One scalar or a list of them.</summary>
    public IReadOnlyList<(string Text, YamlNode Node)> Scalars(YamlNode? node, string what)
    {
        IReadOnlyList<YamlNode> nodes = node is YamlSequenceNode list ? [.. list.Children] : node is null ? [] : [node];
        return [.. nodes.Select(n => (Text: Scalar(n, what), Node: n)).Where(n => n.Text is not null).Select(n => (n.Text!, n.Node))];
    }
}
