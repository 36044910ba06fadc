using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using FeedbackBot.Connectors.LanguageModel;
using FeedbackBot.Host;
using FeedbackBot.Host.Settings;
using FeedbackBot.Tests.Prompts;
using FeedbackBot.Understanding;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests.Connectors.LanguageModel;

/// <summary>The whole program with a model configured, and without.</summary>
public sealed class ConfiguredModelTests
{
    private const string ApiKey = "bootstrap-key-of-the-tests";

    [Fact]
    public async Task Analyze_reads_with_the_model_and_falls_back_where_it_fails()
    {
        await using var model = await LoopbackModel.StartAsync(asked => asked.Messages[1].Text.Contains("fails", StringComparison.Ordinal)
            ? asked.RawAsync(400, "{}")
            : asked.SayAsync(Answers.With(("kind", "suggestion"))));
        await using var server = await StartAsync(model.Endpoint);
        var read = await AnalyzeAsync(server, "my parcel never came, mail jane@example.com", "this one fails, my parcel is late");
        read[0]!["reader"]!.GetValue<string>().ShouldBe($"model/{LoopbackModel.Model}");
        read[0]!["kind"]!["label"]!.GetValue<string>().ShouldBe("suggestion");
        read[0]!["kind"]!["confidence"]!.GetValue<double>().ShouldBe(0.8);
        read[1]!["reader"]!.GetValue<string>().ShouldBe(Understanding.Reader.Embedded.Name);
        model.Requests.ShouldAllBe(r => !r.ToJsonString().Contains("jane@example.com", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_model_that_is_not_there_neither_stops_the_start_nor_makes_it_unready()
    {
        await using var server = await StartAsync("http://127.0.0.1:9/v1");
        using var http = new HttpClient { BaseAddress = new(server.Address) };
        (await http.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await AnalyzeAsync(server, "my parcel never came"))[0]!["reader"]!.GetValue<string>().ShouldBe(Understanding.Reader.Embedded.Name);
    }

    [Fact]
    public async Task Without_settings_there_is_no_model()
    {
        using var folder = new TemporaryFolder();
        await using var app = App.Build([$"--FeedbackBot:DataFolder={folder.Path}"]);
        app.Services.GetService<ILanguageModel>().ShouldBeNull();
        app.Services.GetServices<IReader>().ShouldNotContain(r => r.Name == "model");
    }

    [Theory]
    [InlineData("--FeedbackBot:LanguageModel:Endpoint=http://localhost:1/v1", "Endpoint and Model go together")]
    [InlineData("--FeedbackBot:LanguageModel:KindReliability=1.5", "FeedbackBot:LanguageModel:KindReliability is not allowed")]
    [InlineData("--FeedbackBot:LanguageModel:Timeout=soon", "FeedbackBot:LanguageModel:Timeout is \"soon\"; allowed: a time span")]
    public void A_wrong_setting_is_named(string argument, string expected) =>
        Should.Throw<WrongSetting>(() => App.Build([argument])).Message.ShouldContain(expected);

    [Fact]
    public async Task A_broken_prompt_stops_the_start_where_a_model_would_be_asked()
    {
        using var prompts = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(Shipped.Folder, "*.yaml")) File.Copy(file, Path.Combine(prompts.Path, Path.GetFileName(file)));
        var broken = Path.Combine(prompts.Path, "suggest-reply.yaml");
        File.WriteAllText(broken, File.ReadAllText(broken).Replace("{{facts}}", "{{{facts}}}", StringComparison.Ordinal));
        using var folder = new TemporaryFolder();
        string[] settings = [$"--FeedbackBot:DataFolder={folder.Path}", $"--FeedbackBot:LanguageModel:PromptsFolder={prompts.Path}"];
        await using (var app = App.Build(settings)) await App.PrepareAsync(app);
        await using var asking = App.Build([.. settings, "--FeedbackBot:LanguageModel:Endpoint=http://127.0.0.1:9/v1", "--FeedbackBot:LanguageModel:Model=m"]);
        (await Should.ThrowAsync<PromptErrors>(() => App.PrepareAsync(asking))).Message.ShouldContain("suggest-reply.yaml:");
    }

    private static Task<TestServer> StartAsync(string endpoint) => TestServer.StartAsync(
        $"--FeedbackBot:Api:BootstrapKey={ApiKey}", $"--FeedbackBot:LanguageModel:Endpoint={endpoint}", $"--FeedbackBot:LanguageModel:Model={LoopbackModel.Model}");

    private static async Task<JsonArray> AnalyzeAsync(TestServer server, params string[] texts)
    {
        using var http = new HttpClient { BaseAddress = new(server.Address), DefaultRequestHeaders = { Authorization = new("Bearer", ApiKey) } };
        using var answer = await http.PostAsJsonAsync("/api/v1/analyze", new { documents = texts.Select((text, i) => new { id = $"{i}", text }) });
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!["documents"]!.AsArray();
    }
}
