namespace FeedbackBot.Host.StaffConsole.Contacts;

/// <summary>The page of a contact: who they are, what they wish, and everything that was so far.</summary>
public static class ContactPages
{
    public const string Path = "/console/contacts";

    public static void Map(RouteGroupBuilder console) => console.MapGet("/contacts/{id:guid}", PageAsync);

    public static string PathOf(Guid id) => $"{Path}/{id}";

    private static async Task<IResult> PageAsync(Guid id, HttpContext http, ReadContact read) =>
        Pages.Page<ContactPage>(("Viewer", http.Viewer()), ("Screen", await read.RunAsync(http.Viewer().Staff, id, http.RequestAborted)));
}
