using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using FeedbackBot.Host.Api.Edge;
using FeedbackBot.Outbox;
using FeedbackBot.Satisfaction;
using FeedbackBot.Surveys;

namespace FeedbackBot.Host.Api;

/// <summary>An answer that was given elsewhere.</summary>
public sealed record AnswerRequest
{
    /// <summary>Required.</summary>
    [Required]
    [JsonConverter(typeof(Words<Metric>))]
    public Metric? Metric { get; init; }

    /// <summary>Required. csat 1–5, nps 0–10, ces 1–7.</summary>
    [Required]
    public int? Value { get; init; }

    public string? Reason { get; init; }

    public AccountReference? Account { get; init; }

    public AnsweringContact? Contact { get; init; }

    /// <summary>A case's number.</summary>
    [JsonConverter(typeof(TextOrNumber))]
    public string? Ticket { get; init; }

    /// <summary>Default import.</summary>
    public string? ListeningPost { get; init; }

    /// <summary>Required.</summary>
    [Required]
    public DateTime? AnsweredAt { get; init; }
}

/// <summary>Who answered.</summary>
public sealed record AnsweringContact
{
    public string? ExternalId { get; init; }
}

/// <summary>A stored answer.</summary>
public sealed record AnswerJson(
    Guid Id,
    [property: JsonConverter(typeof(Words<Metric>))] Metric Metric,
    int Value,
    string? Reason,
    string? Ticket,
    string ListeningPost,
    DateTime AnsweredAt)
{
    public static AnswerJson Of(Answer answer) => new(
        answer.Id, answer.Metric, answer.Value, answer.Reason, answer.TicketNumber is { } number ? Tickets.TicketNumber.Format(number) : null, answer.ListeningPost, answer.AnsweredAt);
}

/// <summary>Scores.</summary>
public sealed record SatisfactionJson(IReadOnlyList<ScoreJson> Items);

/// <summary>One group's score. Keys are external: an account's external id, an owner's e-mail address, a team's key; null is those who have none.</summary>
public sealed record ScoreJson(
    IReadOnlyDictionary<string, string?> Key,
    [property: JsonConverter(typeof(Words<Metric>))] Metric Metric,
    long N,
    double? Value,
    double? Low,
    double? High,
    double? Mean,
    double? TopBox,
    IReadOnlyDictionary<string, long>? Distribution,
    long Dismissed,
    double? ResponseRate,
    string? Note)
{
    public static ScoreJson Of(SatisfactionRow row) => new(
        row.Key, row.Metric, row.N, row.Value, row.Low, row.High, row.Mean, row.TopBox,
        row.Distribution?.ToDictionary(d => d.Key.ToString(System.Globalization.CultureInfo.InvariantCulture), d => d.Value),
        row.Dismissed, row.ResponseRate, row.Note);
}

/// <summary>A digest that was sent to an account owner, and what became of it.</summary>
public sealed record DigestJson(
    Guid Id, string? Owner, string Period, DateTime From, DateTime To, bool Interim, string Language, DateTime CreatedAt, DeliveryJson? Delivery);

/// <summary>Where something that was sent stands.</summary>
public sealed record DeliveryJson(
    [property: JsonConverter(typeof(Words<OutboxStatus>))] OutboxStatus Status, string To, int Attempts, DateTime? SentAt, string? LastError);
