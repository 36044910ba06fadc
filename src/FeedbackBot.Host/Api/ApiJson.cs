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
[JsonSerializable(typeof(TextRequest))]
[JsonSerializable(typeof(AssignRequest))]
[JsonSerializable(typeof(ResolveRequest))]
[JsonSerializable(typeof(ReopenRequest))]
[JsonSerializable(typeof(HoldRequest))]
[JsonSerializable(typeof(MergeRequest))]
[JsonSerializable(typeof(LinkRequest))]
[JsonSerializable(typeof(ReadingRequest))]
[JsonSerializable(typeof(MessageJson))]
[JsonSerializable(typeof(NoteJson))]
[JsonSerializable(typeof(LinkJson))]
[JsonSerializable(typeof(AccountRequest))]
[JsonSerializable(typeof(AccountJson))]
[JsonSerializable(typeof(PageJson<AccountJson>))]
[JsonSerializable(typeof(ContactRequest))]
[JsonSerializable(typeof(ContactJson))]
[JsonSerializable(typeof(PageJson<ContactJson>))]
[JsonSerializable(typeof(OrderRequest))]
[JsonSerializable(typeof(OrderJson))]
[JsonSerializable(typeof(PageJson<OrderJson>))]
[JsonSerializable(typeof(AnswerRequest))]
[JsonSerializable(typeof(AnswerJson))]
[JsonSerializable(typeof(PageJson<AnswerJson>))]
[JsonSerializable(typeof(SurveysJson))]
[JsonSerializable(typeof(InvitationRequest))]
[JsonSerializable(typeof(InvitationJson))]
[JsonSerializable(typeof(SatisfactionJson))]
[JsonSerializable(typeof(PageJson<DigestJson>))]
[JsonSerializable(typeof(DeputiesRequest))]
[JsonSerializable(typeof(DeputiesJson))]
[JsonSerializable(typeof(StandingJson))]
[JsonSerializable(typeof(DigestSettingsRequest))]
[JsonSerializable(typeof(DigestSettingsJson))]
[JsonSerializable(typeof(ThemesJson))]
[JsonSerializable(typeof(CampaignRequest))]
[JsonSerializable(typeof(CampaignJson))]
[JsonSerializable(typeof(CampaignsJson))]
[JsonSerializable(typeof(WebhookRequest))]
[JsonSerializable(typeof(RotationRequest))]
[JsonSerializable(typeof(ReplayRequest))]
[JsonSerializable(typeof(ReplayedJson))]
[JsonSerializable(typeof(WebhookJson))]
[JsonSerializable(typeof(WebhooksJson))]
[JsonSerializable(typeof(WebhookDeliveryJson))]
[JsonSerializable(typeof(PageJson<WebhookDeliveryJson>))]
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
