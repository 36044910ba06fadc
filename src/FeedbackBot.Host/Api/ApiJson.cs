using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using FeedbackBot.Host.Api.Edge;

namespace FeedbackBot.Host.Api;

/// <summary>The API's JSON, written by generated code: camelCase, UTC times, nothing unknown taken in, Chinese readable.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ProblemJson))]
[JsonSerializable(typeof(AnalyzeRequest))]
[JsonSerializable(typeof(AnalyzeResult))]
[JsonSerializable(typeof(CreateTicketRequest))]
[JsonSerializable(typeof(TicketJson))]
[JsonSerializable(typeof(TicketDetailJson))]
[JsonSerializable(typeof(PageJson<TicketJson>))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>Deeper bodies are refused; ours have four levels.</summary>
    private const int MostDepth = 16;

    public static readonly ApiJson Wire = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        MaxDepth = MostDepth,
        Converters = { new UtcTime() },
    });
}
