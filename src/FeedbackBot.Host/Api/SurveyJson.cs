using System.Text.Json.Serialization;
using FeedbackBot.Host.Api.Edge;
using FeedbackBot.Surveys;

namespace FeedbackBot.Host.Api;

/// <summary>All surveys.</summary>
public sealed record SurveysJson(IReadOnlyList<SurveyJson> Items);

/// <summary>A survey: what it asks, on which scale.</summary>
public sealed record SurveyJson(string Id, [property: JsonConverter(typeof(Words<Metric>))] Metric Metric, int Low, int High, IReadOnlyDictionary<string, string> Question);

/// <summary>Who is asked: about a case, or about everything. One of the two.</summary>
public sealed record InvitationRequest
{
    /// <summary>A case's number.</summary>
    [JsonConverter(typeof(TextOrNumber))]
    public string? Ticket { get; init; }

    public AnsweringContact? Contact { get; init; }
}

/// <summary>An invitation. Its address is told this once and works once.</summary>
public sealed record InvitationJson(Guid Id, string Survey, string? Ticket, string Url, DateTime SentAt, DateTime ExpiresAt);
