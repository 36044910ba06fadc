using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace FeedbackBot.Host.Api.Edge;

/// <summary>Writes answers by generated code.</summary>
public static class Answers
{
    public static Outcome Json<T>(int status, T value, JsonTypeInfo<T> type, string? location = null) =>
        new(status, JsonSerializer.SerializeToUtf8Bytes(value, type), location);

    public static IResult Ok<T>(T value, JsonTypeInfo<T> type) => new JsonResult(Json(StatusCodes.Status200OK, value, type));

    /// <summary>What a PUT stored under its caller's id: a new one also says where it is.</summary>
    public static IResult Put<T>(T value, JsonTypeInfo<T> type, bool isNew, string collection, string id) => new JsonResult(isNew
        ? Json(StatusCodes.Status201Created, value, type, $"{ApiSetup.Root}/{collection}/{Uri.EscapeDataString(id)}")
        : Json(StatusCodes.Status200OK, value, type));
}
