using System.Text;
using System.Text.RegularExpressions;

namespace FeedbackBot.Tests.Outbox;

/// <summary>Reads a message back as a mail program would: headers unfolded, encoded words and parts decoded.</summary>
internal sealed partial class EmlReader
{
    private EmlReader(IReadOnlyDictionary<string, string> headers, string body) => (Headers, Body) = (headers, body);

    public IReadOnlyDictionary<string, string> Headers { get; }

    public string Body { get; }

    public static EmlReader Read(string raw)
    {
        var end = raw.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var lines = raw[..end].Replace("\r\n ", " ", StringComparison.Ordinal).Replace("\r\n\t", " ", StringComparison.Ordinal).Split("\r\n");
        var headers = lines.ToDictionary(l => l[..l.IndexOf(':')], l => Decode(l[(l.IndexOf(':') + 1)..].Trim()), StringComparer.OrdinalIgnoreCase);
        return new(headers, raw[(end + 4)..]);
    }

    /// <summary>The parts of a multipart message, in order.</summary>
    public IReadOnlyList<EmlReader> Parts()
    {
        var boundary = Boundary().Match(Headers["Content-Type"]).Groups[1].Value;
        return [.. Body.Split($"--{boundary}\r\n").Skip(1).Select(part => Read(part.Split($"--{boundary}--")[0]))];
    }

    public string Text() => Encoding.UTF8.GetString(Convert.FromBase64String(Body));

    /// <summary>White space between two encoded words is not shown (RFC 2047, 6.2).</summary>
    private static string Decode(string value) => Word().Replace(
        Between().Replace(value, "?=$1"), word => Encoding.UTF8.GetString(
            word.Groups[1].Value is "B" or "b" ? Convert.FromBase64String(word.Groups[2].Value) : Quoted(word.Groups[2].Value)));

    private static byte[] Quoted(string text) =>
        [.. Octet().Matches(text).Select(m => m.Groups[1].Success ? Convert.ToByte(m.Groups[1].Value, 16) : (byte)(m.Value == "_" ? ' ' : m.Value[0]))];

    [GeneratedRegex(@"boundary=""?([^"";\s]+)""?")]
    private static partial Regex Boundary();

    [GeneratedRegex(@"=\?utf-8\?([BQ])\?([^?]*)\?=", RegexOptions.IgnoreCase)]
    private static partial Regex Word();

    [GeneratedRegex("=([0-9A-F]{2})|.")]
    private static partial Regex Octet();

    [GeneratedRegex(@"\?=\s+(=\?)")]
    private static partial Regex Between();
}
