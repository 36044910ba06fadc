using FeedbackBot.Host;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests.House;

/// <summary>Every use case is registered with all that it needs.</summary>
public sealed class UseCaseTests
{
    public static TheoryData<Type> UseCases() => new(
        typeof(Setup).Assembly.GetTypes()
            .Where(t => t is { IsClass: true, IsAbstract: false, IsPublic: true } && t.GetMethods().Any(m => m.Name == "RunAsync" && m.DeclaringType == t && !m.IsStatic))
            .Where(t => t.Namespace != "FeedbackBot.Storage"));

    [Theory]
    [MemberData(nameof(UseCases))]
    public async Task Every_use_case_resolves(Type useCase)
    {
        using var folder = new TemporaryFolder();
        await using var app = App.Build([$"--FeedbackBot:DataFolder={folder.Path}"]);
        app.Services.GetRequiredService(useCase).ShouldNotBeNull();
    }
}
