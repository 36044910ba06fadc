namespace FeedbackBot.Host.Api.Edge;

/// <summary>A request that is not carried out: a status, a stable code and, per field at fault, what is wrong with it.</summary>
public sealed class Refusal(int status, string code, string detail, IReadOnlyDictionary<string, string[]>? errors = null) : Exception(detail)
{
    public int Status { get; } = status;

    /// <summary>The last part of the problem's type; never changes its meaning.</summary>
    public string Code { get; } = code;

    public IReadOnlyDictionary<string, string[]>? Errors { get; } = errors;

    public static Refusal Field(string code, string field, string detail, int status = StatusCodes.Status400BadRequest) =>
        new(status, code, detail, new Dictionary<string, string[]> { [field] = [detail] });

    public static Refusal NotFound(string detail) => new(StatusCodes.Status404NotFound, ProblemCode.NotFound, detail);

    /// <summary>A rule of the product, as HTTP says it.</summary>
    public static Refusal Of(RuleViolation rule)
    {
        var status = rule.Code switch
        {
            ProblemCode.NotFound => StatusCodes.Status404NotFound,
            "changed_meanwhile" => StatusCodes.Status412PreconditionFailed,
            "merged_ticket" or "merge_into_ended" => StatusCodes.Status409Conflict,
            ProblemCode.IdempotencyKeyReused => StatusCodes.Status422UnprocessableEntity,
            _ => StatusCodes.Status400BadRequest,
        };
        return rule.Field == null ? new(status, rule.Code, rule.Message) : Field(rule.Code, rule.Field, rule.Message, status);
    }
}

/// <summary>The codes that the edge itself gives; the product's rules add their own.</summary>
public static class ProblemCode
{
    public const string MalformedJson = "malformed_json";
    public const string WrongType = "wrong_type";
    public const string UnknownField = "unknown_field";
    public const string UnknownValue = "unknown_value";
    public const string DuplicateField = "duplicate_field";
    public const string Required = "required";
    public const string TooLong = "too_long";
    public const string TooMany = "too_many";
    public const string OutOfRange = "out_of_range";
    public const string Malformed = "malformed";
    public const string NotFound = "not_found";
    public const string Unauthorized = "unauthorized";
    public const string MissingScope = "missing_scope";
    public const string TooLarge = "too_large";
    public const string MediaType = "unsupported_media_type";
    public const string MethodNotAllowed = "method_not_allowed";
    public const string IdempotencyKeyReused = "idempotency_key_reused";
    public const string Internal = "internal";
}
