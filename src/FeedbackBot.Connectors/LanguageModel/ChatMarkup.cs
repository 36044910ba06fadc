using System.Xml;
using System.Xml.Linq;

namespace FeedbackBot.Connectors.LanguageModel;

/// <summary>One part of a rendered prompt.</summary>
public sealed record PromptMessage(string Role, string Text);

/// <summary>Reads the message parts of a rendered prompt.</summary>
internal static class ChatMarkup
{
    private static readonly string[] Roles = ["system", "user", "assistant"];

    /// <summary>Throws where it does not parse. Never is a prompt that does not parse sent as one user message: its rules would then be a customer's.</summary>
    public static IReadOnlyList<PromptMessage> Parse(string rendered)
    {
        using var reader = XmlReader.Create(new StringReader($"<prompt>{rendered}</prompt>"), new() { DtdProcessing = DtdProcessing.Prohibit });
        var root = XDocument.Load(reader, LoadOptions.PreserveWhitespace | LoadOptions.SetLineInfo).Root!;
        return [.. root.Nodes().Where(node => node is not XText { Value: var blank } || !string.IsNullOrWhiteSpace(blank)).Where(node => node is not XComment).Select(One)];
    }

    private static PromptMessage One(XNode node)
    {
        var line = ((IXmlLineInfo)node).LineNumber;
        if (node is not XElement { Name.LocalName: "message", HasElements: false } message)
        {
            throw new XmlException("expected only <message role=\"…\"> parts, each with text in it", null, line, 1);
        }

        var role = message.Attribute("role")?.Value ?? "";
        return Roles.Contains(role)
            ? new(role, message.Value.Trim())
            : throw new XmlException($"role '{role}' is not one of {string.Join(", ", Roles)}", null, line, 1);
    }
}
