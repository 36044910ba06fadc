using System.Diagnostics;
using System.Text.Json;
using FeedbackBot.Outbox;
using FeedbackBot.Tests.House;

namespace FeedbackBot.Tests.Webhooks;

/// <summary>The examples in docs/webhooks.md do what they say, on signatures that the product makes.</summary>
public sealed class VerifierTests
{
    private const long Now = 1_800_000_000;

    [Fact]
    public async Task Both_examples_tell_what_is_genuine()
    {
        string secret = WebhookSignature.NewSecret(), other = WebhookSignature.NewSecret(), stranger = WebhookSignature.NewSecret();
        const string Body = """{"data":"包裹 😀"}""";
        var (one, two) = (WebhookSignature.Of("id", Now, Body, [secret]), WebhookSignature.Of("id", Now, Body, [other, secret]));
        (string Signature, string Body, long At, string[] Secrets, bool Genuine)[] cases =
        [
            (one, Body, Now, [secret], true), (one, Body, Now + 300, [secret], true), (one, Body, Now + 301, [secret], false), (one, Body, Now - 301, [secret], false),
            (one, Body + " ", Now, [secret], false), (one, Body, Now, [stranger], false), (one, Body, Now, [stranger, secret], true), (two, Body, Now, [secret], true), (two, Body, Now, [other], true),
            ("v1,", Body, Now, [secret], false), ("v1,!!", Body, Now, [secret], false), (one.Replace("v1,", "v2,", StringComparison.Ordinal), Body, Now, [secret], false),
        ];
        cases.Select(c => WebhookVerifier.IsGenuine("id", $"{Now}", c.Signature, c.Body, c.At, c.Secrets)).ShouldBe(cases.Select(c => c.Genuine));
        (await JudgeAsync(cases.Select(c => (object)new { headers = Headers(c.Signature), body = c.Body, secrets = c.Secrets, now = c.At }))).ShouldBe(cases.Select(c => c.Genuine));
    }

    [Theory]
    [InlineData("WebhookVerifier.cs")]
    [InlineData("verify.mjs")]
    public void The_documentation_shows_the_code_that_is_tested(string file)
    {
        var code = File.ReadAllText(Path.Combine(Folder, file)).Split("// <example>\n")[1].Split("// </example>")[0];
        File.ReadAllText(Path.Combine(Repository.Root, "docs", "webhooks.md")).ShouldContain(code);
    }

    private static string Folder => Path.Combine(Repository.Root, "tests", "FeedbackBot.Tests", "Webhooks");

    private static Dictionary<string, string> Headers(string signature) => new() { ["webhook-id"] = "id", ["webhook-timestamp"] = $"{Now}", ["webhook-signature"] = signature };

    private static async Task<IEnumerable<bool>> JudgeAsync(IEnumerable<object> calls)
    {
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(Folder, "verify.mjs"), "--judge"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(calls));
        node.StandardInput.Close();
        var told = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        return told.Trim().Split(' ').Select(bool.Parse);
    }
}
