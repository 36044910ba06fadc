using YamlDotNet.RepresentationModel;

namespace FeedbackBot.Conversations.Files;

/// <summary>Keys and values of a file, read by the keys that their shape describes and no others.</summary>
internal sealed class MapNode(YamlFile file, YamlMappingNode? node, Map shape)
{
    /// <summary>The value of a key; null when it is not there.</summary>
    public YamlNode? this[string key] => shape.Keys.Contains(key)
        ? YamlFile.Find(Node, key)
        : throw new InvalidOperationException($"The shape '{shape.Name}' does not describe the key '{key}' that is read.");

    public YamlMappingNode Node { get; } = node ?? [];

    /// <summary>A key that only has to be there in some circumstances.</summary>
    public YamlNode? Required(string key, string what)
    {
        var value = this[key];
        if (value is null && node is not null)
            file.Fault(node, $"missing key '{key}' in {what}");
        return value;
    }
}
