using System.Text.Json.Serialization.Metadata;
using FeedbackBot.Understanding;

namespace FeedbackBot.Connectors.AzureLanguage;

/// <summary>How a call is put: its kind, its parameters as JSON, how many documents it takes and whether each names its language.</summary>
public sealed record CallForm(string Kind, string Parameters, int MostDocuments, bool TellsLanguage);

/// <summary>One thing that the service can find out: how it is asked, and what its answer about a document means to us.</summary>
/// <param name="Understand">Throws <see cref="InvalidDataException"/> where the answer makes no sense.</param>
public sealed record Analysis<TAnswer, TFinding>(
    CallForm Call, string AnswerKind, JsonTypeInfo<AnalyzeTextAnswer<TAnswer>> Form, Func<TAnswer, AnswerScene, TFinding> Understand)
    where TAnswer : DocumentAnswer;

/// <summary>The document that an answer is about, and where in the answer it stands.</summary>
public readonly record struct AnswerScene(string Text, int Place)
{
    /// <summary>The part of our own text that a place in an answer means.</summary>
    public string At(int offset, int length) => offset >= 0 && length > 0 && offset <= Text.Length - length
        ? Text.Substring(offset, length)
        : throw new InvalidDataException("a place outside the text");
}

/// <summary>What is asked of the service. Nothing asked may be kept by it (loggingOptOut).</summary>
public static class Analyses
{
    public static readonly Analysis<SentimentDocument, Feeling> Sentiment = new(
        new("SentimentAnalysis", """{"modelVersion":"latest","loggingOptOut":true,"opinionMining":true,"stringIndexType":"Utf16CodeUnit"}""", MostDocuments: 10, TellsLanguage: true),
        "SentimentAnalysisResults", Wire.Default.AnalyzeTextAnswerSentimentDocument, Feeling.Of);

    public static readonly Analysis<LanguageDocument, LanguageFinding> Language = new(
        new("LanguageDetection", """{"modelVersion":"latest","loggingOptOut":true}""", MostDocuments: 1000, TellsLanguage: false),
        "LanguageDetectionResults", Wire.Default.AnalyzeTextAnswerLanguageDocument, LanguageFinding.Of);

    public static readonly Analysis<PersonalDocument, IReadOnlyList<PersonalDataSpan>> PersonalData = new(
        new("PiiEntityRecognition", """{"modelVersion":"latest","loggingOptOut":true,"stringIndexType":"Utf16CodeUnit"}""", MostDocuments: 5, TellsLanguage: true),
        "PiiEntityRecognitionResults", Wire.Default.AnalyzeTextAnswerPersonalDocument, PersonalFindings.Of);
}
