using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text.Json;
using System.Text.Json.Nodes;
using FeedbackBot.Understanding;
using Microsoft.Extensions.Options;
using OpenAI;
using OpenAI.Chat;
using Polly;

namespace FeedbackBot.Connectors.LanguageModel;

/// <summary>Any service that speaks OpenAI's chat completions: OpenAI itself, Azure OpenAI, Ollama, vLLM, llama.cpp and others.</summary>
public sealed class OpenAiModel : ILanguageModel, IDisposable
{
    private const int LongestRepeated = 8000;
    private readonly PromptBook _prompts;
    private readonly LanguageModelOptions _settings;
    private readonly HttpClient _http;
    private readonly ChatClient _client;
    private readonly ResiliencePipeline _calls;

    public OpenAiModel(PromptBook prompts, IOptions<LanguageModelOptions> options, TimeProvider time)
    {
        (_prompts, _settings) = (prompts, options.Value);
        var hasKey = !string.IsNullOrWhiteSpace(_settings.Key);
        _http = new(new BoundedAnswers(hasKey)) { Timeout = Timeout.InfiniteTimeSpan };
        _client = new(_settings.Model, new ApiKeyCredential(hasKey ? _settings.Key! : "none"), new OpenAIClientOptions
        {
            Endpoint = new(_settings.Endpoint!),
            Transport = new HttpClientPipelineTransport(_http),
            RetryPolicy = new ClientRetryPolicy(0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
            ClientLoggingOptions = new() { EnableLogging = false, EnableMessageContentLogging = false },
        });
        _calls = ModelCalls.Pipeline(_settings.Timeout, time);
    }

    public string Id => _settings.Model!;

    public async Task<JsonElement> AskAsync(string prompt, JsonObject input, CancellationToken cancellation)
    {
        var asked = _prompts[prompt];
        var messages = asked.Render(input).Select(m => Message(m, asked)).ToList();
        var options = OptionsFor(asked);
        var text = await CallAsync(messages, options, cancellation);
        var (answer, faults) = ModelText.Read(text, asked.Schema);
        if (answer == null)
        {
            // Once more, told what was wrong; what is wrong then stays wrong.
            messages.Add(new AssistantChatMessage(TextCleaning.Cut(text, LongestRepeated)));
            messages.Add(new UserChatMessage(new JsonObject { ["not_valid"] = new JsonArray([.. faults.Select(f => JsonValue.Create(f))]) }.ToJsonString()));
            (answer, _) = ModelText.Read(await CallAsync(messages, options, cancellation), asked.Schema);
        }

        return answer ?? throw new LanguageModelFailure(LanguageModelFault.Unusable, $"the language model's answer did not keep to the schema of {prompt}, twice");
    }

    public void Dispose() => _http.Dispose();

    private async Task<string> CallAsync(List<ChatMessage> messages, ChatCompletionOptions options, CancellationToken cancellation)
    {
        try
        {
            return await _calls.ExecuteAsync(async token => TextOf((await _client.CompleteChatAsync(messages, options, token)).Value), cancellation);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            // The vendor's exception is not passed on as the cause: its message may hold what was sent.
            throw ModelCalls.Named(failure);
        }
    }

    private static string TextOf(ChatCompletion completion) => completion switch
    {
        { Refusal.Length: > 0 } or { FinishReason: ChatFinishReason.ContentFilter } => throw new LanguageModelFailure(LanguageModelFault.Refused, "the language model refused to answer"),
        { FinishReason: ChatFinishReason.Length } => throw new LanguageModelFailure(LanguageModelFault.Unusable, "the language model's answer was cut off at the most tokens"),
        { Content: [{ Text: { Length: > 0 } text }, ..] } => text,
        _ => throw new LanguageModelFailure(LanguageModelFault.Unusable, "the language model answered nothing"),
    };

    private ChatCompletionOptions OptionsFor(Prompt prompt) => new()
    {
        Temperature = (float?)_settings.Temperature ?? prompt.Temperature,
        MaxOutputTokenCount = Math.Min(_settings.MostTokens, prompt.MostTokens ?? int.MaxValue),
        ResponseFormat = _settings.AnswerForm switch
        {
            AnswerForm.Schema => ChatResponseFormat.CreateJsonSchemaFormat(prompt.Name.Replace('-', '_'), prompt.Schema.ForServer, jsonSchemaIsStrict: true),
            AnswerForm.Json => ChatResponseFormat.CreateJsonObjectFormat(),
            _ => null,
        },
    };

    private ChatMessage Message(PromptMessage message, Prompt prompt) => message.Role switch
    {
        "system" when _settings.AnswerForm != AnswerForm.Schema => new SystemChatMessage($"{message.Text}\n\n{prompt.Schema.ForServer}"),
        "system" => new SystemChatMessage(message.Text),
        "assistant" => new AssistantChatMessage(message.Text),
        _ => new UserChatMessage(message.Text),
    };
}
