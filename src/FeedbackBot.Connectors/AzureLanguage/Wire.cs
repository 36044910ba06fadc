using System.Text.Json.Serialization;

namespace FeedbackBot.Connectors.AzureLanguage;

/// <summary>What the service answers to one call. Every field is needed: an answer that lacks one is not believed.</summary>
public sealed record AnalyzeTextAnswer<T>(string Kind, AnalyzeTextResults<T> Results) where T : DocumentAnswer;

/// <summary>Documents that were read, and those that were not.</summary>
public sealed record AnalyzeTextResults<T>(IReadOnlyList<T> Documents, IReadOnlyList<DocumentError> Errors, string ModelVersion) where T : DocumentAnswer;

/// <summary>One document's part of an answer.</summary>
public abstract record DocumentAnswer(string Id);

/// <summary>A document that the service refused by itself, such as InvalidDocument.</summary>
public sealed record DocumentError(string Id);

/// <summary>How a document feels.</summary>
public sealed record SentimentDocument(string Id, string Sentiment, Scores ConfidenceScores, IReadOnlyList<SentimentSentence> Sentences) : DocumentAnswer(Id);

/// <summary>Three probabilities.</summary>
public sealed record Scores(double Positive, double Neutral, double Negative);

/// <summary>How a sentence feels, what it judges (targets) and in which words (assessments); for many languages there are no opinions.</summary>
public sealed record SentimentSentence(
    string Sentiment, Scores ConfidenceScores, int Offset, int Length,
    IReadOnlyList<OpinionTarget>? Targets = null, IReadOnlyList<OpinionPart>? Assessments = null);

/// <summary>Words that judge.</summary>
public sealed record OpinionPart(string Sentiment, int Offset, int Length);

/// <summary>What is judged, and where in the answer the judging words stand.</summary>
public sealed record OpinionTarget(int Offset, int Length, IReadOnlyList<OpinionRelation> Relations);

/// <summary>Points at #/documents/0/sentences/0/assessments/0, or at another target.</summary>
public sealed record OpinionRelation(string RelationType, string Ref);

/// <summary>In which language a document is written.</summary>
public sealed record LanguageDocument(string Id, DetectedLanguage DetectedLanguage) : DocumentAnswer(Id);

/// <summary>Such as en, zh_chs or (Unknown).</summary>
public sealed record DetectedLanguage(string Iso6391Name, double ConfidenceScore);

/// <summary>The personal data in a document.</summary>
public sealed record PersonalDocument(string Id, IReadOnlyList<PersonalEntity> Entities) : DocumentAnswer(Id);

/// <summary>One piece of personal data.</summary>
public sealed record PersonalEntity(string Category, int Offset, int Length, double ConfidenceScore);

/// <summary>A refusal of the whole call.</summary>
public sealed record Refused(RefusedBecause Error);

/// <summary>The reason; the inner code is the more exact one.</summary>
public sealed record RefusedBecause(string Code, InnerReason? Innererror = null);

/// <summary>Such as InvalidDocumentBatch.</summary>
public sealed record InnerReason(string Code);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(AnalyzeTextAnswer<SentimentDocument>))]
[JsonSerializable(typeof(AnalyzeTextAnswer<LanguageDocument>))]
[JsonSerializable(typeof(AnalyzeTextAnswer<PersonalDocument>))]
[JsonSerializable(typeof(Refused))]
internal sealed partial class Wire : JsonSerializerContext;
