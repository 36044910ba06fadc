using FeedbackBot.Understanding;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Moq;

namespace FeedbackBot.Tests.Understanding;

/// <summary>A reader that fails or hangs never breaks a turn: the next one reads, and the embedded one always does.</summary>
public sealed class ReadMessageTests
{
    private static readonly EmbeddedReader Embedded = new();

    [Fact]
    public async Task A_configured_reader_that_can_read_is_believed()
    {
        var cloud = Reading((_, _) => new(new Reading { Language = "en", Reader = "cloud/1" }));
        (await Read(cloud).RunAsync("my parcel never came", null)).Reader.ShouldBe("cloud/1");
    }

    [Fact]
    public async Task One_that_fails_is_passed_over()
    {
        var broken = Reading((_, _) => throw new HttpRequestException("503"));
        var reading = await Read(broken).RunAsync("my parcel never came", null);
        (reading.Reader, reading.Kind!.Value.Label).ShouldBe(("embedded/1", FeedbackKind.Complaint));
    }

    [Fact]
    public async Task One_that_hangs_is_given_up_at_the_deadline()
    {
        var hanging = Reading(async (_, cancellation) =>
        {
            await Task.Delay(Timeout.Infinite, cancellation);
            return new Reading { Language = "en", Reader = "never" };
        });
        (await Read(hanging).RunAsync("my parcel never came", null).AsTask().WaitAsync(TimeSpan.FromSeconds(20))).Reader.ShouldBe("embedded/1");
    }

    private static IReader Reading(Func<string, CancellationToken, ValueTask<Reading>> read)
    {
        var reader = new Mock<IReader>();
        reader.Setup(r => r.Name).Returns("cloud/1");
        reader.Setup(r => r.ReadAsync(It.IsAny<string>(), It.IsAny<string?>(), It.IsAny<CancellationToken>()))
            .Returns((string text, string? _, CancellationToken cancellation) => read(text, cancellation));
        return reader.Object;
    }

    private static ReadMessage Read(IReader first) => new(
        [first], Embedded, Options.Create(new UnderstandingOptions { Deadline = TimeSpan.FromMilliseconds(50) }), TimeProvider.System, NullLogger<ReadMessage>.Instance);
}
